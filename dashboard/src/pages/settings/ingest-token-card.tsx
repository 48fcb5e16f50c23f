import { Button } from '@cloudflare/kumo/components/button';
import { SkeletonLine } from '@cloudflare/kumo/components/loader';
import { KeyIcon } from '@phosphor-icons/react';
import { useQuery } from '@tanstack/react-query';
import { ingestTokensQuery, useGenerateIngestToken } from '../../api/ingest-tokens';
import { Card } from '../../components/card';
import { ErrorNotice } from '../../components/error-notice';
import { FreshToken } from '../../components/fresh-token';
import { useFreshToken } from '../../fresh-token-state';
import { IngestTokenTable } from './ingest-token-table';
import { RotateTokenDialog } from './rotate-token-dialog';

/** The token with which Claude Code reports: which there were, and a new one. */
export function IngestTokenCard({ hasToken }: { hasToken: boolean }) {
  const tokens = useQuery(ingestTokensQuery);
  const { token, setToken } = useFreshToken();
  const generate = useGenerateIngestToken(({ token: made }) => setToken(made));
  return (
    <Card
      title="Ingest token"
      note="Claude Code shows it with everything that it reports. One token is in force at a time."
      action={
        hasToken ? (
          <RotateTokenDialog isPending={generate.isPending} onConfirm={() => generate.mutate()} />
        ) : (
          <Button
            variant="primary"
            icon={<KeyIcon />}
            loading={generate.isPending}
            onClick={() => generate.mutate()}
            data-testid="generate-token"
          >
            Generate token
          </Button>
        )
      }
    >
      <div className="flex flex-col gap-4">
        {generate.isError && <ErrorNotice title="The token could not be generated" error={generate.error} />}
        {token !== undefined && <FreshToken token={token} />}
        {tokens.isPending && <Skeleton />}
        {tokens.isError && (
          <ErrorNotice
            title="The tokens could not be read"
            error={tokens.error}
            onRetry={() => tokens.refetch()}
            isRetrying={tokens.isFetching}
          />
        )}
        {tokens.data && <IngestTokenTable tokens={tokens.data} />}
      </div>
    </Card>
  );
}

function Skeleton() {
  return (
    <div role="status" aria-label="Reading the tokens" className="flex flex-col gap-3 py-2">
      <SkeletonLine className="h-4 w-full" />
      <SkeletonLine className="h-4 w-2/3" />
    </div>
  );
}
