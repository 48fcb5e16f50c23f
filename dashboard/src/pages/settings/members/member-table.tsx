import { useMemo } from 'react';
import type { Me, Member } from '../../../api/types';
import { today } from '../../../days';
import { type Column, text } from '../../../tables/column';
import { TableCard } from '../../../tables/table-card';
import { MemberActions } from './member-actions';
import { Added, LastSeen, MemberName } from './member-cells';
import { RoleChoice } from './role-choice';

interface MemberTableProps {
  members: readonly Member[];
  me: Me;
  onDone: (outcome: string) => void;
}

/** What stands below other figures in the table. */
const FILE_COLUMNS: readonly Column<Member>[] = [text('added_by', 'Added by', ({ added_by }) => added_by)];

/** By address, as the API tells them, until a heading is pressed. */
export function MemberTable({ members, me, onDone }: MemberTableProps) {
  const columns = useMemo(
    (): readonly Column<Member>[] => [
      text(
        'email',
        'Member',
        ({ email }) => email,
        (member) => <MemberName member={member} isMe={member.email === me.email} />,
      ),
      text(
        'role',
        'Role',
        ({ role }) => role,
        (member) => <RoleChoice member={member} isMe={member.email === me.email} />,
      ),
      {
        ...text<Member>(
          'added_at',
          'Added',
          ({ added_at }) => added_at,
          (member) => <Added member={member} />,
        ),
        isWideOnly: true,
      },
      {
        ...text<Member>(
          'last_seen_at',
          'Last seen',
          ({ last_seen_at }) => last_seen_at,
          (member) => <LastSeen member={member} />,
        ),
        isWideOnly: true,
      },
    ],
    [me.email],
  );
  const actions = useMemo(
    () => (member: Member) => (
      <MemberActions member={member} orgName={me.org.name} isMe={member.email === me.email} onDone={onDone} />
    ),
    [me.email, me.org.name, onDone],
  );
  return (
    <TableCard
      id="members"
      title="Members"
      note="Who may sign in. There is no password: each gets a code by mail."
      columns={columns}
      fileColumns={FILE_COLUMNS}
      actions={actions}
      rows={members}
      keyOf={({ email }) => email}
      textOf={({ email }) => email}
      of={today()}
    />
  );
}
