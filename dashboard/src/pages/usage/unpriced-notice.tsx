import { Banner } from '@cloudflare/kumo/components/banner';
import { WarningIcon } from '@phosphor-icons/react';
import type { Figures, GroupFigures } from '../../api/types';
import { count, exactCount } from '../../format';

interface UnpricedNoticeProps {
  totals: Figures;
  models: readonly GroupFigures[];
}

/** Says what the cost does not contain: an unknown price must not read as none. */
export function UnpricedNotice({ totals, models }: UnpricedNoticeProps) {
  if (totals.unpriced_tokens === 0) {
    return null;
  }
  const names = models.filter((model) => model.unpriced_tokens > 0).map((model) => model.key);
  return (
    <div data-testid="unpriced" data-value={totals.unpriced_tokens}>
      <Banner
        variant="alert"
        icon={<WarningIcon weight="fill" />}
        title={`${count(totals.unpriced_tokens)} tokens of models without a price`}
        description={
          <span title={`${exactCount(totals.unpriced_tokens)} tokens`}>
            They are in no cost on this page{names.length > 0 && `: ${names.join(', ')}`}.
          </span>
        }
      />
    </div>
  );
}
