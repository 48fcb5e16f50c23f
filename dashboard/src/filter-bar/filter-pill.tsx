import { XIcon } from '@phosphor-icons/react';
import { filterLabel, valueName } from '../names';
import { type FilterName, withFilter } from '../scope';
import { changeScope, useScope } from '../url-state';

interface FilterPillProps {
  name: FilterName;
  values: readonly string[];
}

/** A filter in force, and the way out of it. */
export function FilterPill({ name, values }: FilterPillProps) {
  const { filters } = useScope();
  const label = filterLabel(name);
  const names = values.map((value) => valueName(name, value));
  const [first = ''] = names;
  return (
    <span
      className="flex h-7 max-w-80 items-center rounded-lg bg-kumo-tint pl-2.5 text-sm text-kumo-default ring ring-kumo-line"
      data-testid={`filter-${name}`}
    >
      <span className="truncate" title={names.join('\n')}>
        <span className="text-kumo-subtle">{label}:</span> {first}
        {names.length > 1 && ` +${names.length - 1}`}
      </span>
      <button
        type="button"
        aria-label={`Remove the filter ${label}`}
        onClick={() => changeScope({ filters: withFilter(filters, name, []) })}
        className="ml-1 flex size-7 shrink-0 cursor-pointer items-center justify-center rounded-lg text-kumo-subtle outline-none hover:text-kumo-default focus-visible:ring-2 focus-visible:ring-kumo-brand"
      >
        <XIcon size={12} weight="bold" aria-hidden="true" />
      </button>
    </span>
  );
}
