import { Badge } from '@cloudflare/kumo/components/badge';
import { Table } from '@cloudflare/kumo/components/table';
import type { IngestToken } from '../../../api/types';
import { DataTable } from '../../../components/data-table';
import { time } from '../../../format';

/** Every token there was, newest first as the API tells them. */
export function IngestTokenTable({ tokens }: { tokens: readonly IngestToken[] }) {
  if (tokens.length === 0) {
    return <p className="text-sm text-kumo-subtle">There is no token yet: nothing can report.</p>;
  }
  return (
    <div className="-mx-4 -mb-4 border-t border-kumo-line">
      <DataTable caption="Ingest tokens, newest first" testId="table-tokens">
        <Table.Header>
          <Table.Row>
            <Table.Head>Token</Table.Head>
            <Table.Head>State</Table.Head>
            <Table.Head>Generated</Table.Head>
            <Table.Head>Last used</Table.Head>
            <Table.Head>Revoked</Table.Head>
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {tokens.map((token) => (
            <Table.Row key={`${token.hint} ${token.created_at}`} data-key={token.hint}>
              <Table.Cell className="min-w-36">
                {token.name !== '' && <div className="wrap-anywhere text-kumo-default">{token.name}</div>}
                <code className="font-mono text-sm whitespace-nowrap text-kumo-subtle">{token.hint}…</code>
              </Table.Cell>
              <Table.Cell className="whitespace-nowrap">
                {token.revoked_at === null ? (
                  <Badge variant="success">In force</Badge>
                ) : (
                  <Badge variant="outline">Revoked</Badge>
                )}
              </Table.Cell>
              <Table.Cell>
                <Done at={token.created_at} by={token.created_by} />
              </Table.Cell>
              <Table.Cell className="whitespace-nowrap">
                {token.last_used_at === null ? (
                  <span className="text-kumo-subtle">Never</span>
                ) : (
                  <span title="To the hour">{time(token.last_used_at)}</span>
                )}
              </Table.Cell>
              <Table.Cell>
                {token.revoked_at === null ? '–' : <Done at={token.revoked_at} by={token.revoked_by} />}
              </Table.Cell>
            </Table.Row>
          ))}
        </Table.Body>
      </DataTable>
    </div>
  );
}

/** When, and below it by whom where that is known. */
function Done({ at, by }: { at: string; by: string | null }) {
  return (
    <>
      <div className="whitespace-nowrap">{time(at)}</div>
      {by !== null && (
        <div className="max-w-48 truncate text-sm text-kumo-subtle" title={by}>{`by ${by}`}</div>
      )}
    </>
  );
}
