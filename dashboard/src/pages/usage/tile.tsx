import { LayerCard } from '@cloudflare/kumo/components/layer-card';
import type { ReactNode } from 'react';

interface TileProps {
  label: string;
  /** The figure as it is read. */
  text: string;
  /** The same figure in full, shown on hover. */
  exact: string;
  /** The figure as a number, for whoever reads the page by machine. */
  value: number | null;
  testId: string;
  /** What belongs to the figure, in a line below it. */
  children?: ReactNode;
}

/** One figure about the whole range. */
export function Tile({ label, text, exact, value, testId, children }: TileProps) {
  return (
    <LayerCard
      className="flex min-w-0 flex-col gap-1 p-3 sm:p-4"
      data-testid={testId}
      data-value={value ?? undefined}
    >
      <dt className="text-sm text-kumo-subtle">{label}</dt>
      <dd className="truncate text-xl font-semibold text-kumo-strong sm:text-2xl" title={exact}>
        {text}
      </dd>
      {children && <dd className="text-sm text-kumo-subtle">{children}</dd>}
    </LayerCard>
  );
}
