import { Button } from '@cloudflare/kumo/components/button';
import { ArrowsLeftRightIcon } from '@phosphor-icons/react';
import { dayOf } from '../days';
import { changeScope, useScope } from '../url-state';
import { AddFilter } from './add-filter';
import { RangePicker } from './range-picker';

/** What changes the figures of a whole page. What is in force of it stands in the filter bar. */
export function ScopeControls() {
  return (
    <div className="flex flex-wrap items-center gap-2" data-testid="scope-controls">
      <RangePicker today={dayOf(Date.now())} />
      <CompareToggle />
      <AddFilter />
    </div>
  );
}

function CompareToggle() {
  const { isCompared } = useScope();
  return (
    <Button
      icon={<ArrowsLeftRightIcon />}
      aria-pressed={isCompared}
      onClick={() => changeScope({ isCompared: !isCompared })}
      title="Compare with as many days right before"
      className="aria-pressed:bg-kumo-contrast! aria-pressed:text-kumo-inverse!"
      data-testid="compare"
    >
      Compare
    </Button>
  );
}
