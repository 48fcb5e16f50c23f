import { Table } from '@cloudflare/kumo/components/table';
import type { AuditEntry } from '../../../api/types';
import { AddressText } from '../../../components/address-text';
import { DataTable } from '../../../components/data-table';
import { time } from '../../../format';
import { inWords } from './in-words';

/** Newest first, as the API tells them. On narrow screens when and by whom stand below what. */
export function AuditTable({ entries }: { entries: readonly AuditEntry[] }) {
  if (entries.length === 0) {
    return <p className="text-sm text-kumo-subtle">Nothing was changed yet.</p>;
  }
  return (
    <DataTable caption="Changes, newest first" testId="table-audit">
      <Table.Header>
        <Table.Row>
          <Table.Head className="max-md:hidden">When</Table.Head>
          <Table.Head className="max-md:pl-4!">What</Table.Head>
          <Table.Head className="max-md:hidden">By</Table.Head>
        </Table.Row>
      </Table.Header>
      <Table.Body>
        {entries.map((entry) => (
          <Table.Row key={entry.id} data-key={entry.action}>
            <Table.Cell className="align-top whitespace-nowrap text-kumo-subtle max-md:hidden">
              {time(entry.at)}
            </Table.Cell>
            <Table.Cell className="align-top max-md:pl-4!">
              <AddressText text={inWords(entry)} />
              <div className="mt-0.5 text-sm leading-snug text-kumo-subtle md:hidden">
                {time(entry.at)} · by <AddressText text={entry.actor} />
              </div>
            </Table.Cell>
            <Table.Cell className="min-w-40 align-top max-md:hidden">
              <AddressText text={entry.actor} />
            </Table.Cell>
          </Table.Row>
        ))}
      </Table.Body>
    </DataTable>
  );
}
