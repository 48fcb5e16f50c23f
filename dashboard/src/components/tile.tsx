import { LayerCard } from '@cloudflare/kumo/components/layer-card';
import { SkeletonLine } from '@cloudflare/kumo/components/loader';
import type { ReactNode } from 'react';
import { Change, type Tone } from './change';
import { Sparkline } from './sparkline';

interface TileProps {
  /** Names it in tests; the API's own name of the figure where there is one. */
  id: string;
  label: string;
  /** The figure as it is read. */
  text: string;
  /** The same figure in full, shown on hover. */
  exact: string;
  /** The figure as a number, for whoever reads the page by machine. */
  value: number | null;
  /** The figure of the range before; left out: it is not compared. */
  before?: number | null | undefined;
  /** Whether more of it is good. */
  tone?: Tone;
  /** A part of 1: its change is told in percentage points. */
  isRate?: boolean;
  /** How it went over the days. */
  days?: readonly (number | null)[];
  /** What belongs to the figure, in a line below it. */
  children?: ReactNode;
}

/** One figure about the whole range. Stands in a {@link TileList}. */
export function Tile(props: TileProps) {
  const { id, label, text, exact, value, before, tone = 'neutral', isRate = false, days, children } = props;
  return (
    <LayerCard
      className="relative flex min-w-0 flex-col gap-1 overflow-hidden p-3 sm:p-4"
      data-testid={`tile-${id}`}
      data-value={value ?? undefined}
    >
      <dt className="text-sm text-kumo-subtle">{label}</dt>
      <dd className="flex flex-wrap items-baseline gap-x-2">
        <span className="truncate text-xl font-semibold text-kumo-strong sm:text-2xl" title={exact}>
          {text}
        </span>
        {before !== undefined && <Change now={value} before={before} tone={tone} isRate={isRate} />}
      </dd>
      {children && <dd className="text-sm text-kumo-subtle">{children}</dd>}
      {days && (
        <dd className="mt-auto pt-1">
          <Sparkline values={days} />
        </dd>
      )}
    </LayerCard>
  );
}

interface TileListProps {
  /** As many in a row, where the screen is wide: what divides the number of tiles. */
  columns?: 4 | 5;
  children: ReactNode;
}

export function TileList({ columns = 4, children }: TileListProps) {
  const wide = columns === 4 ? 'lg:grid-cols-4' : 'lg:grid-cols-5';
  return <dl className={`grid grid-cols-2 gap-3 sm:gap-4 ${wide}`}>{children}</dl>;
}

/** The shape of so many tiles. */
export function TileSkeletons({ count }: { count: number }) {
  return (
    <div className="grid grid-cols-2 gap-3 sm:gap-4 lg:grid-cols-4" data-testid="skeleton">
      {Array.from({ length: count }, (_, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike and never move
        <LayerCard key={place} className="flex flex-col gap-3 p-4">
          <SkeletonLine className="h-3 w-16" />
          <SkeletonLine className="h-6 w-24" />
          <SkeletonLine className="h-3 w-20" />
        </LayerCard>
      ))}
    </div>
  );
}
