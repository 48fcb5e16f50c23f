import { LinkButton } from '@cloudflare/kumo/components/button';
import { DownloadSimpleIcon } from '@phosphor-icons/react';
import { addressOf } from '../../api/client';
import { usageTablePath } from '../../api/figures';
import type { SettledScope } from '../../scope';

/** Each user on each day of the range, as a file that the server writes: it may be far longer than a page. */
export function ServerTableLink({ scope }: { scope: SettledScope }) {
  const path = usageTablePath({ ...scope, isCompared: false }, ['day', 'user']);
  return (
    <LinkButton
      size="sm"
      variant="secondary"
      href={addressOf(path)}
      download
      icon={<DownloadSimpleIcon />}
      title="Every user on every day of the range as CSV"
      data-testid="csv-day-user"
    >
      All days
    </LinkButton>
  );
}
