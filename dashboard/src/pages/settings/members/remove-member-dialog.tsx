import { Button } from '@cloudflare/kumo/components/button';
import { TrashIcon } from '@phosphor-icons/react';
import { useRemoveMember } from '../../../api/members';
import type { Member } from '../../../api/types';
import { AddressText } from '../../../components/address-text';
import { ConfirmDialog } from '../../../components/confirm-dialog';

interface RemoveMemberDialogProps {
  member: Member;
  orgName: string;
  isMe: boolean;
  onRemoved: (outcome: string) => void;
}

/** Asks before a member is taken out. */
export function RemoveMemberDialog({ member, orgName, isMe, onRemoved }: RemoveMemberDialogProps) {
  const { email, added_by: addedBy } = member;
  const remove = useRemoveMember(email, () => onRemoved(`${email} was removed.`));
  return (
    <ConfirmDialog
      trigger={
        <Button
          size="sm"
          shape="square"
          icon={<TrashIcon />}
          aria-label={`Remove ${email}`}
          title={`Remove ${email}`}
          data-testid="remove-member"
        />
      }
      title={isMe ? 'Remove yourself?' : 'Remove this member?'}
      description={
        <>
          <p>
            <strong className="font-medium text-kumo-default">
              <AddressText text={email} />
            </strong>{' '}
            is signed out of {orgName} everywhere with the next request and cannot sign in to it again. What
            Claude Code reported of them stays: to erase that, see “Erase a person”.
          </p>
          {addedBy === null && (
            <p>
              ADMIN_EMAILS lists this address: whoever it belongs to becomes an admin again when they sign in.
              Take it off that list and deploy.
            </p>
          )}
        </>
      }
      confirm="Remove"
      cancel="Keep"
      change={remove}
      variables={undefined}
    />
  );
}
