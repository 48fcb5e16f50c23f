import { Table } from '@cloudflare/kumo/components/table';
import type { Rejection, RejectionReason } from '../../api/types';
import { DataTable } from '../../components/data-table';
import { count, time } from '../../format';

interface RejectionsProps {
  rejections: readonly Rejection[];
  /** What stands in the texts until it is replaced: somebody will forget to. */
  placeholder: string;
}

/** What is wrong, and what to do. */
const REASONS: Record<RejectionReason, readonly [wrong: string, remedy: string]> = {
  missing: ['No token came along.', 'Set OTEL_EXPORTER_OTLP_HEADERS as step 2 has it.'],
  malformed: [
    'What came along is no ingest token.',
    'Something else stands where the token belongs: replace it.',
  ],
  mistyped: ['The token is not whole, or has a wrong character.', 'Copy it again, from end to end.'],
  revoked: [
    'The token was replaced or revoked.',
    'Roll out the token in force; whoever has lost it rotates it.',
  ],
  unknown: [
    'Nobody here has made this token.',
    'It may belong to another deployment: use the one of step 1.',
  ],
};

/** Exports of the last hour that were turned away because of their token. */
export function Rejections({ rejections, placeholder }: RejectionsProps) {
  return (
    <section aria-labelledby="rejections-title" className="flex flex-col gap-2">
      <h3 id="rejections-title" className="text-sm font-semibold text-kumo-strong">
        Refused exports of the last hour
      </h3>
      {rejections.length === 0 ? (
        <p className="text-sm text-kumo-subtle">None. A wrong token would show up here.</p>
      ) : (
        <div className="overflow-hidden rounded-lg ring ring-kumo-line">
          <DataTable caption="Refused exports of the last hour" testId="table-rejections">
            <Table.Header>
              <Table.Row>
                <Table.Head>Token</Table.Head>
                <Table.Head>What is wrong, and what to do</Table.Head>
                <Table.Head className="text-right">Exports</Table.Head>
                <Table.Head>Last</Table.Head>
              </Table.Row>
            </Table.Header>
            <Table.Body>
              {rejections.map((rejection) => (
                <Table.Row
                  key={`${rejection.reason} ${rejection.prefix}`}
                  data-key={rejection.prefix}
                  data-reason={rejection.reason}
                >
                  <Table.Cell className="font-mono text-sm whitespace-nowrap">
                    {rejection.prefix === '' ? '–' : `${rejection.prefix}…`}
                  </Table.Cell>
                  <Table.Cell className="min-w-64">
                    <Explained rejection={rejection} placeholder={placeholder} />
                  </Table.Cell>
                  <Table.Cell className="text-right whitespace-nowrap" title="At least so many">
                    {count(rejection.count)}
                  </Table.Cell>
                  <Table.Cell className="whitespace-nowrap">{time(rejection.last_at)}</Table.Cell>
                </Table.Row>
              ))}
            </Table.Body>
          </DataTable>
        </div>
      )}
    </section>
  );
}

function Explained({ rejection, placeholder }: { rejection: Rejection; placeholder: string }) {
  const { prefix, reason } = rejection;
  const isPlaceholder = reason === 'malformed' && prefix !== '' && placeholder.startsWith(prefix);
  const [wrong, remedy] = isPlaceholder
    ? ['The placeholder was rolled out.', `Put your token in the place of ${placeholder}.`]
    : REASONS[reason];
  return (
    <>
      {wrong} <span className="text-kumo-subtle">{remedy}</span>
    </>
  );
}
