import { LinkButton } from '@cloudflare/kumo/components/button';
import { Empty } from '@cloudflare/kumo/components/empty';
import { CalendarBlankIcon } from '@phosphor-icons/react';
import { type DayRange, dayOf, lastDays } from '../../days';
import * as format from '../../format';
import { linkTo } from '../../url-state';

const OFFERED_DAYS = 30;

/** There is data, and none in this range. */
export function EmptyRange({ range }: { range: DayRange }) {
  const today = dayOf(Date.now());
  const offered = lastDays(OFFERED_DAYS, today);
  const isOffered = range.from <= offered.from && range.to >= offered.to;
  return (
    <Empty
      icon={<CalendarBlankIcon size={40} className="text-kumo-subtle" />}
      title="No usage in these days"
      description={
        `Nothing was counted in the UTC days ${format.range(range)}.` +
        (range.to >= today
          ? ' Figures are folded every five minutes: what was just reported will be here soon.'
          : '')
      }
      contents={
        !isOffered && (
          <LinkButton variant="primary" {...linkTo({ page: 'usage', range: offered })}>
            Show the last 30 days
          </LinkButton>
        )
      }
    />
  );
}
