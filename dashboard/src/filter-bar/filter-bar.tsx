import { Button } from '@cloudflare/kumo/components/button';
import { filterNames } from '../scope';
import { changeScope, useScope } from '../url-state';
import { FilterPill } from './filter-pill';
import { SourceChips } from './source-chips';

/** What narrows the figures of all pages: the sources to choose from, and every other filter in force. */
export function FilterBar() {
  const { filters } = useScope();
  // Sources have chips of their own.
  const pills = filterNames(filters).filter((name) => name !== 'source');
  return (
    <section aria-label="Filters" className="flex flex-col gap-2.5" data-testid="filter-bar">
      <SourceChips />
      {pills.length > 0 && (
        <ul className="flex flex-wrap items-center gap-2" aria-label="Filters in force">
          {pills.map((name) => (
            <li key={name} className="min-w-0">
              <FilterPill name={name} values={filters[name] ?? []} />
            </li>
          ))}
          <li>
            <Button
              size="sm"
              variant="ghost"
              onClick={() => changeScope({ filters: {} })}
              data-testid="clear-filters"
            >
              Clear all
            </Button>
          </li>
        </ul>
      )}
    </section>
  );
}
