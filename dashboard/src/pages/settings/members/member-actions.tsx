import type { Member } from '../../../api/types';
import { InviteButton } from './invite-button';
import { RemoveMemberDialog } from './remove-member-dialog';

interface MemberActionsProps {
  member: Member;
  orgName: string;
  isMe: boolean;
  onDone: (outcome: string) => void;
}

/** What can be done about a member. */
export function MemberActions({ member, orgName, isMe, onDone }: MemberActionsProps) {
  return (
    <div className="flex items-end justify-end gap-2 max-md:flex-col md:items-center">
      <InviteButton email={member.email} onSent={onDone} />
      <RemoveMemberDialog member={member} orgName={orgName} isMe={isMe} onRemoved={onDone} />
    </div>
  );
}
