import { Button } from '@cloudflare/kumo/components/button';
import { ArrowsClockwiseIcon } from '@phosphor-icons/react';
import { useState } from 'react';
import { useGenerateIngestToken } from '../api/ingest-tokens';
import { useFreshToken } from '../fresh-token-state';
import { ConfirmDialog } from './confirm-dialog';
import { TokenNameField } from './token-name-field';

/** Asks before a token that is in force is replaced: every client with the old one stops reporting. */
export function RotateTokenDialog() {
  const { setToken } = useFreshToken();
  const generate = useGenerateIngestToken(({ token }) => setToken(token));
  const [name, setName] = useState('');
  return (
    <ConfirmDialog
      trigger={<Button icon={<ArrowsClockwiseIcon />} data-testid="rotate-token" />}
      title="Rotate the ingest token?"
      description="The token now in force stops at once. Nothing is counted from then on until the new one is where the old one was."
      fields={<TokenNameField name={name} onChange={setName} />}
      confirm="Rotate token"
      cancel="Keep the old one"
      change={generate}
      variables={name}
      onOpen={() => setName('')}
    >
      Rotate token
    </ConfirmDialog>
  );
}
