import { Table } from '@cloudflare/kumo/components/table';
import type { DayFigures } from '../api/types';
import { DataTable } from '../components/data-table';
import { dayWithYear } from '../format';
import type { DailySeries, DailyUnit } from './daily-series';

interface DailyTableProps {
  title: string;
  days: readonly DayFigures[];
  series: readonly DailySeries[];
  unit: DailyUnit;
}

/** The same figures as the chart, for reading and for screen readers. */
export function DailyTable({ title, days, series, unit }: DailyTableProps) {
  return (
    <DataTable caption={`${title}, by UTC day`}>
      <Table.Header>
        <Table.Row>
          <Table.Head>Day</Table.Head>
          {series.map(({ name }) => (
            <Table.Head key={name} className="text-right">
              {name}
            </Table.Head>
          ))}
        </Table.Row>
      </Table.Header>
      <Table.Body>
        {days.map((figures) => (
          <Table.Row key={figures.day} data-key={figures.day}>
            <Table.Cell className="whitespace-nowrap">{dayWithYear(figures.day)}</Table.Cell>
            {series.map((one) => (
              <Table.Cell key={one.name} className="text-right whitespace-nowrap">
                {unit.exact(one.value(figures))}
              </Table.Cell>
            ))}
          </Table.Row>
        ))}
      </Table.Body>
    </DataTable>
  );
}
