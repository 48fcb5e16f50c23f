import { Table } from '@cloudflare/kumo/components/table';
import type { Me, Member } from '../../../api/types';
import { DataTable } from '../../../components/data-table';
import { MemberRow } from './member-row';

interface MemberTableProps {
  members: readonly Member[];
  me: Me;
  onDone: (outcome: string) => void;
}

/** By address, as the API tells them. */
export function MemberTable({ members, me, onDone }: MemberTableProps) {
  return (
    <div className="-mx-4 -mb-4 border-t border-kumo-line">
      <DataTable caption="Members, by address" testId="table-members">
        <Table.Header>
          <Table.Row>
            <Table.Head>Member</Table.Head>
            <Table.Head>Role</Table.Head>
            <Table.Head className="max-md:hidden">Added</Table.Head>
            <Table.Head className="max-md:hidden">Last seen</Table.Head>
            <Table.Head>
              <span className="sr-only">What can be done</span>
            </Table.Head>
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {members.map((member) => (
            <MemberRow
              key={member.email}
              member={member}
              orgName={me.org.name}
              isMe={member.email === me.email}
              onDone={onDone}
            />
          ))}
        </Table.Body>
      </DataTable>
    </div>
  );
}
