import { useMemo } from 'react';
import { ChartCard } from '../../charts/chart-card';
import { heatmapDrawing, highest } from '../../charts/heatmap-drawing';
import { COUNT } from '../../charts/unit';
import * as format from '../../format';
import { type Column, counted, text } from '../../tables/column';
import { atOffset, HOURS, hourName, offsetNow, WEEKDAYS, type WeekHours, zoneName } from './week-hours';

const TITLE = 'Prompts by weekday and hour';
const HEIGHT = 320;
const SHORT_WEEKDAYS = WEEKDAYS.map((name) => name.slice(0, 3));

/** A row of the table: its weekday, 0 is Monday. */
type Row = number;

const ROWS: readonly Row[] = WEEKDAYS.map((_, weekday) => weekday);

/** When people work with Claude Code. */
export function HoursChart({ hours }: { hours: WeekHours }) {
  const offset = offsetNow();
  const zone = zoneName(offset);
  const local = useMemo(() => atOffset(hours, offset), [hours, offset]);
  const drawing = useMemo(
    () =>
      heatmapDrawing({
        title: TITLE,
        what: 'Prompts',
        rows: SHORT_WEEKDAYS,
        columns: HOURS,
        columnsAre: `Hour of the day, ${zone}`,
        values: local,
        nameOf: (weekday, hour) => `${hourName(weekday, hour)} (${zone})`,
        unit: COUNT,
      }),
    [local, zone],
  );
  const columns = useMemo(
    (): readonly Column<Row>[] => [
      text('weekday', 'Weekday', (weekday) => WEEKDAYS[weekday] ?? null),
      text('time_zone', 'Time zone', () => zone),
      ...HOURS.map((name, hour) => counted<Row>(name, name, (weekday) => local[weekday]?.[hour] ?? null)),
    ],
    [local, zone],
  );
  return (
    <ChartCard
      id="hours"
      title={TITLE}
      note={`Your time zone, ${zone}${offset % 60 === 0 ? '' : ', to the nearest whole hour'}.${busiest(local)}`}
      drawing={drawing}
      height={HEIGHT}
      columns={columns}
      rows={ROWS}
      keyOf={String}
    />
  );
}

function busiest(hours: WeekHours): string {
  const most = highest(hours);
  return most === undefined
    ? ''
    : ` Busiest: ${hourName(most.row, most.column)}, ${format.counted(most.value, 'prompt', 'prompts')}.`;
}
