import { useMemo } from 'react';
import type { ErrorClass, ErrorStatus, ApiErrors as Errors } from '../../api/types';
import { ChartCard } from '../../charts/chart-card';
import { rankedDrawing } from '../../charts/ranked-drawing';
import { COUNT } from '../../charts/unit';
import { Card } from '../../components/card';
import { type Column, counted, share, text } from '../../tables/column';
import { TableCard } from '../../tables/table-card';
import { classColumns } from './error-class';
import { statusInWords } from './status';

/** In pixels. */
const BAR = 30;
const AXIS = 60;
const MAX_BARS = 10;

/** Why requests failed for good: what the API answered, and what the client calls it. */
export function ApiErrors({ errors }: { errors: Errors }) {
  const { by_status: statuses, by_class: classes } = errors;
  const columns = useMemo(() => classColumns(classes), [classes]);
  return (
    <div className="grid gap-6 xl:grid-cols-2 *:self-start">
      {statuses.length > 0 ? (
        <StatusChart statuses={statuses} />
      ) : (
        <Card title="API errors by status">
          <p className="text-sm text-kumo-subtle">No request has failed for good in these days.</p>
        </Card>
      )}
      <TableCard
        id="by_class"
        title="API errors by class"
        note="As clients name them; told by traces alone."
        columns={columns}
        rows={classes}
        keyOf={classOf}
        textOf={classOf}
        sort="-count"
        empty="No traces have told of an error in these days."
      />
    </div>
  );
}

function StatusChart({ statuses }: { statuses: readonly ErrorStatus[] }) {
  const drawing = useMemo(
    () =>
      rankedDrawing({
        title: 'API errors by status',
        bars: statuses
          .slice(0, MAX_BARS)
          .map(({ status, count }) => ({ name: statusInWords(status), value: count })),
        unit: COUNT,
      }),
    [statuses],
  );
  const columns = useMemo(() => statusColumns(statuses), [statuses]);
  return (
    <ChartCard
      id="by_status"
      title="API errors by status"
      note="Requests that failed for good, by what the API answered."
      drawing={drawing}
      height={AXIS + BAR * Math.min(statuses.length, MAX_BARS)}
      columns={columns}
      rows={statuses}
      keyOf={statusKey}
    />
  );
}

const classOf = ({ class: name }: ErrorClass) => name;
const statusKey = ({ status }: ErrorStatus) => String(status ?? 'none');

function statusColumns(statuses: readonly ErrorStatus[]): readonly Column<ErrorStatus>[] {
  const all = statuses.reduce((sum, { count }) => sum + count, 0);
  return [
    text(
      'status',
      'Status',
      ({ status }) => (status === null ? null : String(status)),
      ({ status }) => statusInWords(status),
    ),
    counted('count', 'Errors', ({ count }) => count),
    share('share', 'Share', ({ count }) => (all > 0 ? count / all : null)),
  ];
}
