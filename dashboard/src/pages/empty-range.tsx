import { Button } from '@cloudflare/kumo/components/button';
import { Empty } from '@cloudflare/kumo/components/empty';
import { CalendarBlankIcon } from '@phosphor-icons/react';
import { dayOf, lastDays } from '../days';
import * as format from '../format';
import { changeScope, DEFAULT_DAYS, useSettledScope } from '../url-state';

/** There is data, and none in this range under these filters. */
export function EmptyRange({ what }: { what: string }) {
  const { range, filters } = useSettledScope();
  const today = dayOf(Date.now());
  const offered = lastDays(DEFAULT_DAYS, today);
  const isOffered = range.from <= offered.from && range.to >= offered.to;
  const isFiltered = Object.keys(filters).length > 0;
  return (
    <div data-testid="empty-range">
      <Empty
        className="text-center"
        icon={<CalendarBlankIcon size={40} className="text-kumo-subtle" />}
        title={isFiltered ? `No ${what} fits these filters` : `No ${what} in these days`}
        description={
          `Nothing was counted in the UTC days ${format.range(range)}${isFiltered ? ' under these filters' : ''}.` +
          (range.to >= today
            ? ' Figures are folded every five minutes: what was just reported will be here soon.'
            : '')
        }
        contents={
          <div className="flex flex-wrap justify-center gap-2">
            {isFiltered && (
              <Button variant="primary" onClick={() => changeScope({ filters: {} })}>
                Clear the filters
              </Button>
            )}
            {!isOffered && (
              <Button
                variant={isFiltered ? 'secondary' : 'primary'}
                onClick={() => changeScope({ range: offered })}
              >
                Show the last {DEFAULT_DAYS} days
              </Button>
            )}
          </div>
        }
      />
    </div>
  );
}
