import { Banner } from '@cloudflare/kumo/components/banner';
import { Button } from '@cloudflare/kumo/components/button';
import { WarningIcon } from '@phosphor-icons/react';
import { UNPRICED_DAYS } from '../../../api/prices';
import type { UnpricedModel } from '../../../api/types';
import { count, counted, dayWithYear, exactCount } from '../../../format';
import { open } from './opened';
import { inWords, nameOf } from './rates';

interface UnpricedNoticeProps {
  unpriced: readonly UnpricedModel[];
  mayChange: boolean;
}

/** Models in use that have no price, the most used first: their tokens are in no cost. */
export function UnpricedNotice({ unpriced, mayChange }: UnpricedNoticeProps) {
  if (unpriced.length === 0) {
    return null;
  }
  const tokens = unpriced.reduce((sum, model) => sum + model.tokens, 0);
  return (
    <section aria-label="Models without a price" data-testid="unpriced" data-value={tokens}>
      <Banner
        variant="alert"
        icon={<WarningIcon weight="fill" />}
        title={`${counted(unpriced.length, 'price is', 'prices are')} missing`}
        description={
          <>
            <span>
              These tokens of the last {UNPRICED_DAYS} days are in no cost.
              {!mayChange && ' Ask an admin to set a price.'}
            </span>
            <ul className="mt-2 flex max-h-64 flex-col gap-2 overflow-y-auto">
              {unpriced.map((model) => (
                <li
                  key={nameOf(model)}
                  className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1"
                  data-key={nameOf(model)}
                  data-value={model.tokens}
                >
                  <span className="wrap-anywhere">
                    <strong className="font-medium">
                      {model.model === '' ? 'No model was told' : inWords(model)}
                    </strong>
                    {' · '}
                    <span title={`${exactCount(model.tokens)} tokens`}>{count(model.tokens)} tokens</span>
                    {`, last on ${dayWithYear(model.last_day)}`}
                  </span>
                  {mayChange && model.model !== '' && (
                    <Button
                      size="sm"
                      aria-label={`Set a price of ${inWords(model)}`}
                      onClick={() => open(model, 'own')}
                      data-testid="set-unpriced"
                    >
                      Set a price
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          </>
        }
      />
    </section>
  );
}
