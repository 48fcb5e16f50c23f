import { Button } from '@cloudflare/kumo/components/button';
import { ArrowsLeftRightIcon } from '@phosphor-icons/react';
import { dayOf } from '../days';
import { filterNames } from '../scope';
import { changeScope, useScope } from '../url-state';
import { AddFilter } from './add-filter';
import { FilterPill } from './filter-pill';
import { RangePicker } from './range-picker';
import { SourceChips } from './source-chips';

/** What narrows the figures of all pages: days, sources, and everything else that sessions are labelled with. */
export function FilterBar() {
  const { filters } = useScope();
  // Sources have chips of their own.
  const pills = filterNames(filters).filter((name) => name !== 'source');
  return (
    <section aria-label="Filters" className="flex flex-col gap-2.5" data-testid="filter-bar">
      <div className="flex flex-wrap items-center gap-2">
        <RangePicker today={dayOf(Date.now())} />
        <CompareToggle />
        <AddFilter />
      </div>
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

function CompareToggle() {
  const { isCompared } = useScope();
  return (
    <Button
      icon={<ArrowsLeftRightIcon />}
      aria-pressed={isCompared}
      variant={isCompared ? 'primary' : 'secondary'}
      onClick={() => changeScope({ isCompared: !isCompared })}
      title="Compare with as many days right before"
      data-testid="compare"
    >
      Compare
    </Button>
  );
}
