import { Badge } from '@cloudflare/kumo/components/badge';
import type { Member } from '../../../api/types';
import { time } from '../../../format';

/** What an admin must know of whoever the configuration names. */
const LISTED =
  'Whoever ADMIN_EMAILS lists becomes an admin again when they sign in. To end that, take them off that list and deploy.';

/** Whose entry it is; on narrow screens with what the other columns say on wide ones. */
export function MemberName({ member, isMe }: { member: Member; isMe: boolean }) {
  const { email, last_seen_at: seen } = member;
  const [by, hint] = adder(member);
  return (
    <>
      <span className="flex items-center gap-2 max-md:w-32">
        <span className="truncate">{email}</span>
        {isMe && <Badge variant="info">You</Badge>}
      </span>
      <span
        className="mt-0.5 block w-32 text-sm leading-snug font-normal whitespace-normal text-kumo-subtle md:hidden"
        title={hint}
      >
        <span className="block truncate">{by}</span>
        {seen === null ? 'not signed in' : `seen ${time(seen)}`}
      </span>
    </>
  );
}

/** When, and by whom. */
export function Added({ member }: { member: Member }) {
  const [by, hint] = adder(member);
  return (
    <>
      {time(member.added_at)}
      <div className="max-w-48 truncate text-sm text-kumo-subtle" title={hint ?? by}>
        {by}
      </div>
    </>
  );
}

export function LastSeen({ member: { last_seen_at: seen } }: { member: Member }) {
  return seen === null ? <span className="text-kumo-subtle">Not signed in</span> : time(seen);
}

/** Who made somebody a member, and what follows from it. */
function adder({ added_by: by }: Member): [by: string, hint?: string] {
  return by === null ? ['listed in ADMIN_EMAILS', LISTED] : [`by ${by}`];
}
