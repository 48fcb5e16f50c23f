import { Banner } from '@cloudflare/kumo/components/banner';
import { LinkButton } from '@cloudflare/kumo/components/button';
import { WarningIcon } from '@phosphor-icons/react';
import type { Usage } from '../../api/types';
import { count, exactCount } from '../../format';
import { useLinkTo } from '../../url-state';

interface UnpricedNoticeProps {
  usage: Usage;
  /** Who can set prices. */
  isAdmin: boolean;
}

/** Says what the cost does not contain: an unknown price must not read as none. */
export function UnpricedNotice({ usage, isAdmin }: UnpricedNoticeProps) {
  const linkTo = useLinkTo();
  const tokens = usage.totals.unpriced_tokens;
  if (tokens === 0) {
    return null;
  }
  const models =
    usage.group_by === 'model'
      ? usage.groups.filter((model) => model.unpriced_tokens > 0).map(({ key }) => key)
      : [];
  return (
    <div data-testid="unpriced" data-value={tokens}>
      <Banner
        variant="alert"
        icon={<WarningIcon weight="fill" />}
        title={`${count(tokens)} tokens have no price`}
        description={
          <span title={`${exactCount(tokens)} tokens`}>
            They are in no cost on this page{models.length > 0 && `: ${models.join(', ')}`}.
            {!isAdmin && ' An admin can set the price of a model under Settings.'}
          </span>
        }
        action={
          isAdmin && (
            <LinkButton
              size="sm"
              variant="secondary"
              {...linkTo({ page: 'settings', view: { tab: 'prices' } })}
            >
              Set prices
            </LinkButton>
          )
        }
      />
    </div>
  );
}
