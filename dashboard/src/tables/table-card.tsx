import { type ReactNode, useMemo } from 'react';
import { Card } from '../components/card';
import type { Column } from './column';
import { CsvButton } from './csv-button';
import { FigureTable, type FigureTableProps } from './figure-table';
import { FindField, useFound } from './find-field';
import { ROWS_A_PAGE } from './paging';
import { sorted, useSorting } from './sorting';

interface TableCardProps<Row> extends Omit<FigureTableProps<Row>, 'caption'> {
  title: string;
  note?: ReactNode;
  /** What a row is found by; a table that fits the page needs no search. */
  textOf?: (row: Row) => string;
  /** Stands before the search and the download. */
  action?: ReactNode;
  /** What the rows are of, in the file's name; the days of the page unless given. */
  of?: string;
  /** What is said when there are no rows. */
  empty?: ReactNode;
  /** What only the file says, after the columns of the table. */
  fileColumns?: readonly Column<Row>[];
  /** Stands between the title and the table. */
  lead?: ReactNode;
}

/** A table of figures with its title, a search where it is long, and itself as a file. */
export function TableCard<Row>(props: TableCardProps<Row>) {
  const { id, title, note, action, textOf, empty = 'Nothing in these days.', rows, columns, sort } = props;
  const { fileColumns = [], of, lead } = props;
  const found = useFound(id, rows, textOf);
  const sorting = useSorting(id, sort);
  const inOrder = useMemo(() => sorted(found, columns, sorting), [found, columns, sorting]);
  const isSearchable = textOf !== undefined && rows.length > ROWS_A_PAGE;
  return (
    <Card
      title={title}
      note={note}
      isFlush={found.length > 0}
      action={
        <div className="flex flex-wrap items-center gap-2">
          {action}
          {isSearchable && <FindField id={id} what={title.toLowerCase()} />}
          {rows.length > 0 && (
            <CsvButton id={id} title={title} columns={[...columns, ...fileColumns]} rows={inOrder} of={of} />
          )}
        </div>
      }
    >
      {lead && <div className={found.length > 0 ? 'px-4 pb-4' : 'pb-4'}>{lead}</div>}
      {found.length > 0 ? (
        <FigureTable {...props} caption={title} rows={found} />
      ) : (
        <p className="text-sm text-kumo-subtle">{rows.length > 0 ? 'No row has this text.' : empty}</p>
      )}
    </Card>
  );
}
