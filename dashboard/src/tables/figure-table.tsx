import { Table } from '@cloudflare/kumo/components/table';
import { memo, type ReactNode, useMemo } from 'react';
import { DataTable } from '../components/data-table';
import { changeView, useView } from '../url-state';
import type { Column } from './column';
import { Paging, ROWS_A_PAGE } from './paging';
import { NARROW_FADE, SortHead } from './sort-head';
import { sortBy, sorted, useSorting } from './sorting';

export interface FigureTableProps<Row> {
  /** Names the table in the address and in tests. */
  id: string;
  /** Names it for screen readers. */
  caption: string;
  rows: readonly Row[];
  /** Unique among the rows. */
  keyOf: (row: Row) => string;
  /** What marks a row in tests; its key unless given. */
  markOf?: (row: Row) => string;
  /** The first one says what a row is about. */
  columns: readonly Column<Row>[];
  /** A column's id, `-` before it: the largest first. Without it the rows stand as they come. */
  sort?: string;
  /** What can be done about a row; stands last, and in no file. */
  actions?: (row: Row) => ReactNode;
}

/** Figures in rows, sorted by any column, a page of rows at a time. The address keeps both. */
export function FigureTable<Row>(props: FigureTableProps<Row>) {
  const { id, caption, rows, keyOf, markOf = keyOf, columns, sort, actions } = props;
  const sorting = useSorting(id, sort);
  const inOrder = useMemo(() => sorted(rows, columns, sorting), [rows, columns, sorting]);
  const asked = Number(useView(`at.${id}`) ?? 1);
  const first = Number.isInteger(asked) && asked >= 1 && asked <= inOrder.length ? asked - 1 : 0;
  const shown = inOrder.slice(first, first + ROWS_A_PAGE);
  return (
    <>
      <DataTable caption={`${caption}. The column headings sort the table.`} testId={`table-${id}`}>
        <Table.Header>
          <Table.Row>
            {columns.map((column, index) => (
              <SortHead
                key={column.id}
                column={column}
                isFirst={index === 0}
                sorting={sorting}
                onSort={(by) => sortBy(id, by, sorting)}
              />
            ))}
            {actions && (
              <Table.Head>
                <span className="sr-only">What can be done</span>
              </Table.Head>
            )}
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {shown.map((row) => (
            <FigureRow
              key={keyOf(row)}
              row={row}
              mark={markOf(row)}
              columns={columns as readonly Column<unknown>[]}
              actions={actions as ((row: unknown) => ReactNode) | undefined}
            />
          ))}
        </Table.Body>
      </DataTable>
      {inOrder.length > ROWS_A_PAGE && (
        <Paging
          id={id}
          first={first}
          count={inOrder.length}
          onMove={(to) => changeView({ [`at.${id}`]: to === 0 ? undefined : String(to + 1) })}
        />
      )}
    </>
  );
}

interface FigureRowProps {
  mark: string;
  row: unknown;
  columns: readonly Column<unknown>[];
  actions: ((row: unknown) => ReactNode) | undefined;
}

/** Remembered, so that sorting a table does not draw again the rows that stay. */
const FigureRow = memo(function FigureRow({ mark, row, columns, actions }: FigureRowProps) {
  return (
    <Table.Row data-key={mark}>
      {columns.map((column, index) => {
        const value = column.value(row);
        const content = column.cell === undefined ? value : column.cell(row);
        const marks = { 'data-column': column.id, 'data-value': value ?? undefined };
        return index === 0 ? (
          <Table.Cell
            key={column.id}
            sticky="left"
            className={`max-w-44 sm:max-w-72 ${NARROW_FADE}`}
            {...marks}
          >
            <span className="block truncate font-medium text-kumo-default" title={String(value ?? '')}>
              {content}
            </span>
          </Table.Cell>
        ) : (
          <Table.Cell
            key={column.id}
            className={`whitespace-nowrap ${column.isText === true ? '' : 'text-right'} ${column.isWideOnly === true ? 'max-md:hidden' : ''}`}
            {...marks}
          >
            {content}
          </Table.Cell>
        );
      })}
      {actions && <Table.Cell>{actions(row)}</Table.Cell>}
    </Table.Row>
  );
});
