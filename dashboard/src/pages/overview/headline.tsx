import type { Activity, Usage } from '../../api/types';
import { dayOf, lengthOf } from '../../days';
import { isEmpty } from '../../derived';
import * as format from '../../format';
import { headlineOf } from './in-words';

interface HeadlineProps {
  usage: Usage;
  activity: Activity;
}

/** The page in a sentence, and what its changes are against. */
export function Headline({ usage, activity }: HeadlineProps) {
  const { totals, previous } = usage;
  return (
    <div className="flex flex-col gap-1" data-testid="headline">
      <p className="text-lg text-balance text-kumo-strong sm:text-xl">
        {headlineOf(usage, activity, dayOf(Date.now()))}
      </p>
      <p className="text-sm text-kumo-subtle">
        {previous !== undefined && against(usage, isEmpty(previous.totals))}
        {totals.unpriced_tokens > 0 && (
          <span title={`${format.exactCount(totals.unpriced_tokens)} tokens`}>
            {' '}
            Costs leave out {format.count(totals.unpriced_tokens)} tokens of models without a price.
          </span>
        )}
      </p>
    </div>
  );
}

function against(usage: Usage, isNothing: boolean): string {
  const before = `the ${format.counted(lengthOf(usage), 'day', 'days')} before`;
  const which = usage.previous === undefined ? '' : ` (${format.range(usage.previous)})`;
  return isNothing
    ? `There is nothing to compare with in ${before}${which}.`
    : `Changes are against ${before}${which}.`;
}
