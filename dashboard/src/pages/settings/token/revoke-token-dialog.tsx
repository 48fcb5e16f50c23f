import { Button } from '@cloudflare/kumo/components/button';
import { ProhibitIcon } from '@phosphor-icons/react';
import { useRevokeIngestToken } from '../../../api/ingest-tokens';
import { ConfirmDialog } from '../../../components/confirm-dialog';
import { useFreshToken } from '../../../fresh-token-state';

/** Asks before the token is revoked without another in its place. */
export function RevokeTokenDialog() {
  const { setToken } = useFreshToken();
  const revoke = useRevokeIngestToken(() => setToken(undefined));
  return (
    <ConfirmDialog
      trigger={<Button icon={<ProhibitIcon />} data-testid="revoke-token" />}
      title="Revoke the ingest token?"
      description="The token now in force stops at once, and nothing is counted until you generate another and roll it out. To replace a token that got out, rotate it instead."
      confirm="Revoke token"
      cancel="Keep it"
      change={revoke}
      variables={undefined}
    >
      Revoke
    </ConfirmDialog>
  );
}
