import { queryOptions } from '@tanstack/react-query';
import { useChange } from './changes';
import { get, post, put, remove } from './client';
import type { InvitationSent, Member, MemberAdded, Members, Role } from './types';

const PATH = '/api/v1/members';

/** Who may sign in to the org, by address. Admins only. */
export const membersQuery = queryOptions({
  queryKey: ['members'],
  queryFn: ({ signal }) => get<Members>(PATH, signal),
  select: ({ members }) => members,
});

interface NewMember {
  readonly email: string;
  readonly role: Role;
}

/** Adds a member and mails them. */
export function useAddMember(onAdded: (added: MemberAdded) => void) {
  return useChange(
    ({ email, role }: NewMember) => post<MemberAdded>(PATH, { email, role }),
    membersQuery.queryKey,
    onAdded,
  );
}

/** Gives a member another role. */
export function useSetRole(email: string) {
  return useChange((role: Role) => put<Member>(memberPath(email), { role }), membersQuery.queryKey);
}

/** Takes a member out: their browsers are signed out with their next request. */
export function useRemoveMember(email: string, onRemoved: () => void) {
  return useChange(() => remove(memberPath(email)), membersQuery.queryKey, onRemoved);
}

/** Mails a member once more that they are one. */
export function useInvite(email: string, onSent: () => void) {
  return useChange(
    () => post<InvitationSent>('/api/v1/invitations', { email }),
    membersQuery.queryKey,
    onSent,
  );
}

function memberPath(email: string): string {
  return `${PATH}/${encodeURIComponent(email)}`;
}
