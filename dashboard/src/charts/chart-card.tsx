import { Button } from '@cloudflare/kumo/components/button';
import { SkeletonLine } from '@cloudflare/kumo/components/loader';
import { ChartBarIcon, ImageIcon, TableIcon } from '@phosphor-icons/react';
import { lazy, type ReactNode, Suspense } from 'react';
import { Card } from '../components/card';
import { download } from '../download';
import * as format from '../format';
import type { Column } from '../tables/column';
import { CsvButton } from '../tables/csv-button';
import { FigureTable } from '../tables/figure-table';
import { useTheme } from '../theme';
import { changeView, useSettledScope, useView } from '../url-state';
import { ChartBoundary } from './chart-boundary';
import type { Drawing, LegendEntry } from './drawing';

const Canvas = lazy(() => import('./canvas'));

const HEIGHT = 260;

export interface ChartCardProps<Row> {
  /** Names the chart in the address and in tests. */
  id: string;
  title: string;
  note?: ReactNode;
  /** Stands before the buttons that every chart has. */
  action?: ReactNode;
  /** To be remembered by the page: the chart draws itself anew for another one. */
  drawing: Drawing;
  /** In pixels. */
  height?: number;
  /** The same figures as a table, for reading, for screen readers, and as a file. */
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
}

/** Figures as a chart or, one press away, as a table; as a picture and as a file. */
export function ChartCard<Row>(props: ChartCardProps<Row>) {
  const { id, title, note, action, drawing, height = HEIGHT, columns, rows, keyOf } = props;
  const isTable = useView(`show.${id}`) === 'table';
  return (
    <div data-testid={`chart-${id}`} className="flex min-w-0 flex-col *:flex-1">
      <Card
        title={title}
        note={note}
        isFlush={isTable}
        action={
          <div className="flex flex-wrap items-center gap-0.5">
            {action}
            <TableToggle id={id} title={title} isTable={isTable} />
            <CsvButton id={id} title={title} columns={columns} rows={rows} />
            <PictureButton id={id} title={title} drawing={drawing} />
          </div>
        }
      >
        {isTable ? (
          <FigureTable id={id} caption={title} rows={rows} keyOf={keyOf} columns={columns} />
        ) : (
          <figure className="m-0">
            <Legend entries={drawing.legend} />
            <ChartBoundary>
              <Suspense fallback={<ChartSkeleton height={height} />}>
                <Canvas drawing={drawing} height={height} />
              </Suspense>
            </ChartBoundary>
          </figure>
        )}
      </Card>
    </div>
  );
}

function TableToggle({ id, title, isTable }: { id: string; title: string; isTable: boolean }) {
  const label = isTable ? `Show ${title} as a chart` : `Show ${title} as a table`;
  return (
    <Button
      size="sm"
      shape="square"
      variant="ghost"
      icon={isTable ? <ChartBarIcon /> : <TableIcon />}
      aria-label={label}
      title={label}
      onClick={() => changeView({ [`show.${id}`]: isTable ? undefined : 'table', [`at.${id}`]: undefined })}
      data-testid={`show-${id}`}
    />
  );
}

function PictureButton({ id, title, drawing }: { id: string; title: string; drawing: Drawing }) {
  const theme = useTheme();
  const { range } = useSettledScope();
  const label = `Download ${title} as a picture (PNG)`;
  return (
    <Button
      size="sm"
      shape="square"
      variant="ghost"
      icon={<ImageIcon />}
      aria-label={label}
      title={label}
      onClick={async () => {
        const { pictureOf } = await import('./picture');
        const picture = await pictureOf(title, `${format.range(range)}, UTC days`, drawing, theme);
        download(`thinspan-${id}-${range.from}-${range.to}.png`, picture);
      }}
      data-testid={`png-${id}`}
    />
  );
}

function Legend({ entries }: { entries: readonly LegendEntry[] }) {
  return (
    <figcaption className="mb-1 flex flex-wrap gap-x-4 gap-y-1 text-sm text-kumo-subtle">
      {entries.map(({ name, color, isDashed }) => (
        <span key={name} className="flex min-w-0 items-center gap-1.5">
          <span
            className={isDashed === true ? 'w-3.5 border-t-2 border-dashed' : 'size-2.5 rounded-full'}
            style={isDashed === true ? { borderColor: color } : { backgroundColor: color }}
            aria-hidden="true"
          />
          <span className="max-w-56 truncate" title={name}>
            {name}
          </span>
        </span>
      ))}
    </figcaption>
  );
}

export function ChartSkeleton({ height = HEIGHT }: { height?: number }) {
  return (
    <div role="status" aria-label="Loading the chart" style={{ height }} data-testid="skeleton">
      <SkeletonLine className="h-full w-full rounded-lg" />
    </div>
  );
}
