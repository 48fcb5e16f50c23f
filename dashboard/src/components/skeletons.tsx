import { LayerCard } from '@cloudflare/kumo/components/layer-card';
import { SkeletonLine } from '@cloudflare/kumo/components/loader';
import { TileSkeletons } from './tile';

const CHART_HEIGHT = 260;
const ROWS = ['w-full', 'w-11/12', 'w-5/6', 'w-2/3'];

interface PageSkeletonProps {
  /** What a screen reader hears: "Reading usage". */
  what: string;
  tiles?: number;
  charts?: number;
}

/** The shape of a page of figures while they are on their way: tiles, charts side by side, a table. */
export function PageSkeleton({ what, tiles = 0, charts = 0 }: PageSkeletonProps) {
  return (
    <div role="status" aria-label={`Reading ${what}`} className="flex flex-col gap-6" data-testid="skeleton">
      {tiles > 0 && <TileSkeletons count={tiles} />}
      {charts > 0 && (
        <div className="grid gap-6 lg:grid-cols-2">
          {Array.from({ length: charts }, (_, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike and never move
            <LayerCard key={place} className="p-4" style={{ height: CHART_HEIGHT + 80 }}>
              <SkeletonLine className="h-full w-full rounded-lg" />
            </LayerCard>
          ))}
        </div>
      )}
      <LayerCard className="flex flex-col gap-4 p-4">
        {ROWS.map((width) => (
          <SkeletonLine key={width} className={`h-4 ${width}`} />
        ))}
      </LayerCard>
    </div>
  );
}
