import { LayerCard } from '@cloudflare/kumo/components/layer-card';
import { SkeletonLine } from '@cloudflare/kumo/components/loader';
import { ChartSkeleton } from '../../charts/daily-chart-card';

const TILES = ['cost', 'tokens', 'requests', 'sessions', 'time', 'tools', 'lines', 'commits'];
const ROWS = ['w-full', 'w-11/12', 'w-5/6', 'w-2/3'];

/** The shape of the page while its figures are on their way. */
export function UsageSkeleton() {
  return (
    <div role="status" aria-label="Reading usage" className="flex flex-col gap-6">
      <div className="grid grid-cols-2 gap-3 sm:gap-4 lg:grid-cols-4">
        {TILES.map((tile) => (
          <LayerCard key={tile} className="flex flex-col gap-3 p-4">
            <SkeletonLine className="h-3 w-16" />
            <SkeletonLine className="h-6 w-24" />
            <SkeletonLine className="h-3 w-20" />
          </LayerCard>
        ))}
      </div>
      <div className="grid gap-6 lg:grid-cols-2">
        <LayerCard className="p-4">
          <ChartSkeleton />
        </LayerCard>
        <LayerCard className="p-4">
          <ChartSkeleton />
        </LayerCard>
      </div>
      <LayerCard className="flex flex-col gap-4 p-4">
        {ROWS.map((width) => (
          <SkeletonLine key={width} className={`h-4 ${width}`} />
        ))}
      </LayerCard>
    </div>
  );
}
