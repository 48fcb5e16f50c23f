import { Badge } from '@cloudflare/kumo/components/badge';
import { Table } from '@cloudflare/kumo/components/table';
import type { Erasure } from '../../../api/types';
import { DataTable } from '../../../components/data-table';
import { time } from '../../../format';

/** Every erasure there was. Whom it was of is what was erased. */
export function ErasureTable({ erasures }: { erasures: readonly Erasure[] }) {
  if (erasures.length === 0) {
    return <p className="text-sm text-kumo-subtle">Nobody was erased.</p>;
  }
  return (
    <DataTable caption="Erasures" testId="table-erasures">
      <Table.Header>
        <Table.Row>
          <Table.Head>Erasure</Table.Head>
          <Table.Head>Asked for</Table.Head>
          <Table.Head>By</Table.Head>
          <Table.Head>State</Table.Head>
        </Table.Row>
      </Table.Header>
      <Table.Body>
        {erasures.map((erasure) => (
          <Table.Row key={erasure.id} data-key={erasure.id}>
            <Table.Cell className="font-mono text-sm whitespace-nowrap">{erasure.id}</Table.Cell>
            <Table.Cell className="whitespace-nowrap">{time(erasure.asked_at)}</Table.Cell>
            <Table.Cell className="min-w-40 wrap-anywhere">{erasure.asked_by}</Table.Cell>
            <Table.Cell className="whitespace-nowrap">
              {erasure.done_at === null ? (
                <Badge variant="warning">Under way</Badge>
              ) : (
                <>
                  <Badge variant="success">Done</Badge> {time(erasure.done_at)}
                </>
              )}
            </Table.Cell>
          </Table.Row>
        ))}
      </Table.Body>
    </DataTable>
  );
}
