import { LinkButton } from '@cloudflare/kumo/components/button';
import { useQuery } from '@tanstack/react-query';
import { ingestTokensQuery } from '../../../api/ingest-tokens';
import type { Me } from '../../../api/types';
import { Answer } from '../../../components/answer';
import { Card } from '../../../components/card';
import { FreshToken } from '../../../components/fresh-token';
import { GenerateTokenForm } from '../../../components/generate-token-form';
import { RotateTokenDialog } from '../../../components/rotate-token-dialog';
import { useFreshToken } from '../../../fresh-token-state';
import { useLinkTo } from '../../../url-state';
import { IngestTokenTable } from './ingest-token-table';
import { RevokeTokenDialog } from './revoke-token-dialog';

/** The token with which Claude Code reports: which there were, and a new one. */
export function IngestTokenCard({ me }: { me: Me }) {
  const tokens = useQuery(ingestTokensQuery);
  const { token } = useFreshToken();
  const { has_token: hasToken } = me.ingest;
  const linkTo = useLinkTo();
  return (
    <Card
      title="Ingest token"
      note="Claude Code shows it with everything that it reports. One token is in force at a time."
      action={
        hasToken && (
          <div className="flex flex-wrap gap-2">
            <LinkButton variant="secondary" {...linkTo({ page: 'onboarding' })}>
              Roll it out
            </LinkButton>
            <RotateTokenDialog />
            <RevokeTokenDialog />
          </div>
        )
      }
    >
      <div className="flex flex-col gap-4">
        {!hasToken && <GenerateTokenForm />}
        {token !== undefined && <FreshToken token={token} />}
        <Answer query={tokens} what="the tokens">
          {(all) => <IngestTokenTable tokens={all} />}
        </Answer>
      </div>
    </Card>
  );
}
