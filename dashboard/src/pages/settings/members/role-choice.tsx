import { useQueryClient } from '@tanstack/react-query';
import { useSetRole } from '../../../api/members';
import { refreshSession } from '../../../api/session';
import type { Member } from '../../../api/types';
import { Choice } from '../../../components/choice';
import { ROLES } from './roles';

interface RoleChoiceProps {
  member: Member;
  isMe: boolean;
}

/** A member's role, changed as soon as another is chosen. Says so when it could not be, as of the last admin. */
export function RoleChoice({ member, isMe }: RoleChoiceProps) {
  const client = useQueryClient();
  const change = useSetRole(member.email);
  return (
    <div className="flex w-24 md:w-26 flex-col gap-1">
      <Choice
        label={`Role of ${member.email}`}
        isLabelHidden
        options={ROLES}
        value={change.isPending ? change.variables : member.role}
        onChange={(role) =>
          change.mutate(role, { onSuccess: () => (isMe ? refreshSession(client) : undefined) })
        }
        isDisabled={change.isPending}
        testId="role"
      />
      <p role="alert" className="max-w-56 text-sm whitespace-normal text-kumo-danger empty:hidden">
        {change.error?.message}
      </p>
    </div>
  );
}
