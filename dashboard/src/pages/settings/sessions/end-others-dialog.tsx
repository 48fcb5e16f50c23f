import { Button } from '@cloudflare/kumo/components/button';
import { useEndOtherSessions } from '../../../api/sessions';
import { ConfirmDialog } from '../../../components/confirm-dialog';
import { counted } from '../../../format';

interface EndOthersDialogProps {
  /** How many browsers it is about. */
  count: number;
  onEnded: (outcome: string) => void;
}

/** Asks before every other browser is signed out. */
export function EndOthersDialog({ count, onEnded }: EndOthersDialogProps) {
  const end = useEndOtherSessions(() => onEnded('All other browsers were signed out.'));
  return (
    <ConfirmDialog
      trigger={<Button data-testid="end-others" />}
      title="Sign out all others?"
      description={`${counted(count, 'other browser needs', 'other browsers need')} a new code to sign in again. This one stays.`}
      confirm="Sign out all others"
      cancel="Cancel"
      change={end}
      variables={undefined}
    >
      Sign out all others
    </ConfirmDialog>
  );
}
