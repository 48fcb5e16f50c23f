import { Table } from '@cloudflare/kumo/components/table';
import { CaretDownIcon, CaretUpIcon } from '@phosphor-icons/react';
import type { Column } from './column';
import type { Sorting } from './sorting';

interface SortHeadProps<Row> {
  column: Column<Row>;
  /** The column of names: it stays in view. */
  isFirst: boolean;
  sorting: Sorting | undefined;
  onSort: (column: Column<Row>) => void;
}

/** What scrolls below the column of names fades in the space between columns, and not over what is in them. */
export const NARROW_FADE = 'before:-right-2 before:w-2';

/** A column heading that sorts its table. */
export function SortHead<Row>({ column, isFirst, sorting, onSort }: SortHeadProps<Row>) {
  const isSorted = sorting?.column === column.id;
  const isAscending = isSorted && !sorting.isDescending;
  const Caret = isAscending ? CaretUpIcon : CaretDownIcon;
  const isText = column.isText === true;
  return (
    <Table.Head
      aria-sort={isSorted ? (isAscending ? 'ascending' : 'descending') : 'none'}
      className={`${isText ? '' : 'text-right'} ${column.isWideOnly === true ? 'max-md:hidden' : ''} ${isFirst ? NARROW_FADE : ''}`}
      {...(isFirst ? { sticky: 'left' as const } : {})}
    >
      <button
        type="button"
        onClick={() => onSort(column)}
        className="group relative cursor-pointer rounded whitespace-nowrap outline-none focus-visible:ring-2 focus-visible:ring-kumo-brand"
      >
        {column.label}
        {/* In the space between columns, so that no heading is wider for it; close to its own, far from the next. */}
        <Caret
          size={10}
          weight="bold"
          aria-hidden="true"
          className={`absolute inset-y-0 my-auto ${isText ? 'left-full' : 'right-full'} ${isSorted ? '' : 'opacity-0 group-hover:opacity-50 group-focus-visible:opacity-50'}`}
        />
      </button>
    </Table.Head>
  );
}
