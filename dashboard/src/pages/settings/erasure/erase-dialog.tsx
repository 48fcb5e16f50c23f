import { Button } from '@cloudflare/kumo/components/button';
import { Input } from '@cloudflare/kumo/components/input';
import { EraserIcon } from '@phosphor-icons/react';
import { useState } from 'react';
import { useErasePerson } from '../../../api/erasures';
import { AddressText } from '../../../components/address-text';
import { ConfirmDialog } from '../../../components/confirm-dialog';

interface EraseDialogProps {
  /** As figures name them; `undefined`: nobody is chosen yet. */
  user: string | undefined;
  onAsked: (outcome: string) => void;
}

/** Asks, and has the address typed: the one change that nobody can take back. */
export function EraseDialog({ user, onAsked }: EraseDialogProps) {
  const erase = useErasePerson(() =>
    onAsked('The erasure was asked for. It is done with the next passes of the cron, within minutes.'),
  );
  const [typed, setTyped] = useState('');
  return (
    <ConfirmDialog
      trigger={
        <Button
          variant="destructive"
          icon={<EraserIcon />}
          disabled={user === undefined}
          data-testid="erase"
        />
      }
      title="Erase this person?"
      description={
        <p>
          Every row that was reported of{' '}
          <strong className="font-medium text-kumo-default">
            <AddressText text={user ?? ''} />
          </strong>{' '}
          is deleted, and their name with it. The organisation’s daily figures stay under a stand-in. Nobody
          can undo this.
        </p>
      }
      fields={
        <Input
          label={`To go on, type: ${user ?? ''}`}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          data-testid="erase-typed"
        />
      }
      confirm="Erase"
      cancel="Cancel"
      isReady={typed.trim() === user}
      change={erase}
      variables={user ?? ''}
      onOpen={() => setTyped('')}
    >
      Erase this person
    </ConfirmDialog>
  );
}
