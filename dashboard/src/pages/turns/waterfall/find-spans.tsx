import { Button } from '@cloudflare/kumo/components/button';
import { CaretDownIcon, CaretUpIcon, MagnifyingGlassIcon } from '@phosphor-icons/react';
import * as format from '../../../format';
import { changeView, useView } from '../../../url-state';
import type { Span } from './spans';

interface FindSpansProps {
  found: readonly Span[] | undefined;
  selected: Span | undefined;
  onFound: (span: Span) => void;
}

/** Goes from one span with a text to the next: Enter, and back with Shift. */
export function FindSpans({ found, selected, onFound }: FindSpansProps) {
  const text = useView('find.spans') ?? '';
  const count = found?.length ?? 0;
  const place = selected === undefined ? -1 : (found?.indexOf(selected) ?? -1);
  const go = (by: 1 | -1) => {
    const start = selected?.at ?? -1;
    const after = found?.find(({ at }) => at > start) ?? found?.[0];
    const before = found?.findLast(({ at }) => at < start) ?? found?.at(-1);
    const to = by === 1 ? after : before;
    if (to !== undefined) {
      onFound(to);
    }
  };
  return (
    <search className="flex items-center gap-1">
      <span className="relative">
        <MagnifyingGlassIcon
          aria-hidden="true"
          className="pointer-events-none absolute top-1/2 left-2 -translate-y-1/2 text-kumo-subtle"
        />
        <input
          type="search"
          aria-label="Find spans by name, kind, model, error or id"
          aria-describedby="find-spans-count"
          placeholder="Find a span"
          autoComplete="off"
          spellCheck={false}
          maxLength={100}
          value={text}
          onChange={({ target }) => changeView({ 'find.spans': target.value || undefined }, 'settled')}
          onKeyDown={(event) => {
            if (event.key === 'Enter') {
              event.preventDefault();
              go(event.shiftKey ? -1 : 1);
            }
          }}
          data-testid="find-spans"
          className="h-6.5 w-40 rounded-md bg-kumo-control pr-2 pl-7 text-sm text-kumo-default ring ring-kumo-line outline-none placeholder:text-kumo-subtle focus-visible:ring-2 focus-visible:ring-kumo-brand sm:w-48"
        />
      </span>
      {found !== undefined && (
        <>
          <Button
            size="sm"
            shape="square"
            icon={<CaretUpIcon />}
            aria-label="Span found before"
            disabled={count === 0}
            onClick={() => go(-1)}
            data-testid="found-before"
          />
          <Button
            size="sm"
            shape="square"
            icon={<CaretDownIcon />}
            aria-label="Next span found"
            disabled={count === 0}
            onClick={() => go(1)}
            data-testid="found-next"
          />
        </>
      )}
      <span
        id="find-spans-count"
        role="status"
        className="text-sm whitespace-nowrap text-kumo-subtle"
        data-testid="found-spans"
        data-value={found === undefined ? undefined : count}
      >
        {found !== undefined &&
          (count === 0
            ? 'None'
            : `${place < 0 ? '' : `${format.exactCount(place + 1)} of `}${format.exactCount(count)}`)}
      </span>
    </search>
  );
}
