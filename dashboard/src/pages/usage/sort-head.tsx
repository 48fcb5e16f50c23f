import { Table } from '@cloudflare/kumo/components/table';
import { CaretDownIcon, CaretUpIcon } from '@phosphor-icons/react';

export interface Sorting {
  readonly column: string;
  readonly direction: 'ascending' | 'descending';
}

interface SortHeadProps {
  id: string;
  label: string;
  /** The column of names: it stays in view and sorts from A to Z first, figures from the largest. */
  isText?: boolean;
  sorting: Sorting;
  onSort: (sorting: Sorting) => void;
}

/** A column heading that sorts its table. */
export function SortHead({ id, label, isText = false, sorting, onSort }: SortHeadProps) {
  const isSorted = sorting.column === id;
  const Caret = isSorted && sorting.direction === 'ascending' ? CaretUpIcon : CaretDownIcon;
  const sort = () => {
    if (isSorted) {
      onSort({ column: id, direction: sorting.direction === 'ascending' ? 'descending' : 'ascending' });
    } else {
      onSort({ column: id, direction: isText ? 'ascending' : 'descending' });
    }
  };
  return (
    <Table.Head
      aria-sort={isSorted ? sorting.direction : 'none'}
      className={isText ? '' : 'text-right'}
      {...(isText ? { sticky: 'left' as const } : {})}
    >
      <button
        type="button"
        onClick={sort}
        className={`group inline-flex cursor-pointer items-center gap-1 rounded whitespace-nowrap outline-none focus-visible:ring-2 focus-visible:ring-kumo-brand ${isText ? '' : 'flex-row-reverse'}`}
      >
        {label}
        <Caret
          size={12}
          weight="bold"
          aria-hidden="true"
          className={isSorted ? '' : 'opacity-0 group-hover:opacity-50 group-focus-visible:opacity-50'}
        />
      </button>
    </Table.Head>
  );
}
