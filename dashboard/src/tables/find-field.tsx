import { MagnifyingGlassIcon } from '@phosphor-icons/react';
import { changeView, useView } from '../url-state';

interface FindFieldProps {
  id: string;
  /** What is looked through, such as "users". */
  what: string;
  /** What can be typed, where that is more than a part of a row. */
  placeholder?: string;
}

/** Narrows a table to rows with a text. */
export function FindField({ id, what, placeholder = 'Find' }: FindFieldProps) {
  const text = useView(`find.${id}`) ?? '';
  return (
    <span className="relative">
      <MagnifyingGlassIcon
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 left-2 -translate-y-1/2 text-kumo-subtle"
      />
      <input
        type="search"
        aria-label={`Find ${what}`}
        placeholder={placeholder}
        autoComplete="off"
        spellCheck={false}
        maxLength={100}
        value={text}
        onChange={({ target }) =>
          changeView({ [`find.${id}`]: target.value || undefined, [`at.${id}`]: undefined }, 'settled')
        }
        data-testid={`find-${id}`}
        className="h-6.5 w-44 rounded-md bg-kumo-control pr-2 pl-7 text-sm text-kumo-default ring ring-kumo-line outline-none placeholder:text-kumo-subtle focus-visible:ring-2 focus-visible:ring-kumo-brand"
      />
    </span>
  );
}

/** The rows that have the text that is looked for in the table. */
export function useFound<Row>(
  id: string,
  rows: readonly Row[],
  textOf: ((row: Row) => string) | undefined,
): readonly Row[] {
  const wanted = useView(`find.${id}`)?.trim().toLowerCase();
  return wanted === undefined || wanted === '' || textOf === undefined
    ? rows
    : rows.filter((row) => textOf(row).toLowerCase().includes(wanted));
}
