import { Button } from '@cloudflare/kumo/components/button';
import { Table } from '@cloudflare/kumo/components/table';
import { useMemo, useState } from 'react';
import type { GroupFigures } from '../../api/types';
import { DataTable } from '../../components/data-table';
import type { Column } from './columns';
import { SortHead, type Sorting } from './sort-head';

/** Rows shown at first: what matters stands at the top, and hundreds of rows hide what comes below. */
const FIRST_ROWS = 15;

interface GroupTableProps {
  title: string;
  testId: string;
  keyLabel: string;
  nameOf: (key: string) => string;
  columns: readonly Column[];
  groups: readonly GroupFigures[];
}

/** Groups and their figures, sorted by any column. As the API sorts them (by cost) to begin with. */
export function GroupTable({ title, testId, keyLabel, nameOf, columns, groups }: GroupTableProps) {
  const [sorting, setSorting] = useState<Sorting>({ column: 'cost_usd', direction: 'descending' });
  const [isWhole, setIsWhole] = useState(false);
  const sorted = useMemo(
    () => sortGroups(groups, columns, nameOf, sorting),
    [groups, columns, nameOf, sorting],
  );
  const rows = isWhole ? sorted : sorted.slice(0, FIRST_ROWS);

  if (groups.length === 0) {
    return <p className="px-4 pb-4 text-sm text-kumo-subtle">Nothing in these days.</p>;
  }
  return (
    <>
      <DataTable caption={`${title}. The column headings sort the table.`} testId={testId}>
        <Table.Header>
          <Table.Row>
            <SortHead id="key" label={keyLabel} isText sorting={sorting} onSort={setSorting} />
            {columns.map(({ id, label }) => (
              <SortHead key={id} id={id} label={label} sorting={sorting} onSort={setSorting} />
            ))}
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {rows.map((group) => (
            <Table.Row key={group.key} data-key={group.key}>
              <Table.Cell sticky="left" className="max-w-40 sm:max-w-60">
                <span className="block truncate font-medium text-kumo-default" title={nameOf(group.key)}>
                  {nameOf(group.key)}
                </span>
              </Table.Cell>
              {columns.map(({ id, value, cell }) => (
                <Table.Cell
                  key={id}
                  className="text-right whitespace-nowrap"
                  data-column={id}
                  data-value={value(group)}
                >
                  {cell(group)}
                </Table.Cell>
              ))}
            </Table.Row>
          ))}
        </Table.Body>
      </DataTable>
      {sorted.length > FIRST_ROWS && (
        <div className="border-t border-kumo-line p-2 ">
          <Button
            variant="ghost"
            size="sm"
            className="mx-auto"
            aria-expanded={isWhole}
            onClick={() => setIsWhole(!isWhole)}
          >
            {isWhole ? `Show the first ${FIRST_ROWS}` : `Show all ${sorted.length}`}
          </Button>
        </div>
      )}
    </>
  );
}

function sortGroups(
  groups: readonly GroupFigures[],
  columns: readonly Column[],
  nameOf: (key: string) => string,
  { column: id, direction }: Sorting,
): readonly GroupFigures[] {
  const sign = direction === 'ascending' ? 1 : -1;
  const column = columns.find((one) => one.id === id);
  return groups.toSorted(
    (one, other) =>
      sign *
      (column === undefined
        ? nameOf(one.key).localeCompare(nameOf(other.key))
        : column.value(one) - column.value(other)),
  );
}
