import { Badge } from '@cloudflare/kumo/components/badge';
import { Table } from '@cloudflare/kumo/components/table';
import type { Member } from '../../../api/types';
import { time } from '../../../format';
import { InviteButton } from './invite-button';
import { RemoveMemberDialog } from './remove-member-dialog';
import { RoleChoice } from './role-choice';

interface MemberRowProps {
  member: Member;
  orgName: string;
  isMe: boolean;
  onDone: (outcome: string) => void;
}

/** What an admin must know of whoever the configuration names. */
const LISTED =
  'Whoever ADMIN_EMAILS lists becomes an admin again when they sign in. To end that, take them off that list and deploy.';

/** A member, and what can be done about them. On narrow screens what is only to be read stands below the address. */
export function MemberRow({ member, orgName, isMe, onDone }: MemberRowProps) {
  const { email, added_by: addedBy, added_at: addedAt, last_seen_at: lastSeenAt } = member;
  const added = time(addedAt);
  const by = addedBy === null ? 'listed in ADMIN_EMAILS' : `by ${addedBy}`;
  const hint = addedBy === null ? LISTED : undefined;
  const seen = lastSeenAt === null ? 'Not signed in' : time(lastSeenAt);
  return (
    <Table.Row data-key={email}>
      <Table.Cell>
        <span className="font-medium wrap-anywhere text-kumo-default">{email}</span>{' '}
        {isMe && <Badge variant="info">You</Badge>}
        <div className="mt-0.5 text-sm leading-snug wrap-anywhere text-kumo-subtle md:hidden" title={hint}>
          {by} · {lastSeenAt === null ? 'not signed in' : `seen ${seen}`}
        </div>
      </Table.Cell>
      <Table.Cell className="w-28 min-w-28">
        <RoleChoice member={member} isMe={isMe} />
      </Table.Cell>
      <Table.Cell className="max-md:hidden">
        <div className="whitespace-nowrap">{added}</div>
        <div className="max-w-48 text-sm wrap-anywhere text-kumo-subtle" title={hint}>
          {by}
        </div>
      </Table.Cell>
      <Table.Cell
        className={`max-md:hidden whitespace-nowrap ${lastSeenAt === null ? 'text-kumo-subtle' : ''}`}
      >
        {seen}
      </Table.Cell>
      <Table.Cell>
        <div className="flex items-center justify-end gap-2">
          <InviteButton email={email} onSent={onDone} />
          <RemoveMemberDialog member={member} orgName={orgName} isMe={isMe} onRemoved={onDone} />
        </div>
      </Table.Cell>
    </Table.Row>
  );
}
