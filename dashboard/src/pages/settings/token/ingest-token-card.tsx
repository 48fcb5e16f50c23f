import { LinkButton } from '@cloudflare/kumo/components/button';
import { useQuery } from '@tanstack/react-query';
import { ingestTokensQuery } from '../../../api/ingest-tokens';
import type { Me } from '../../../api/types';
import { AnswerCard } from '../../../components/answer-card';
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
  return (
    <AnswerCard query={tokens} title="Ingest token" what="the tokens">
      {(all) => (
        <IngestTokenTable
          tokens={all}
          action={hasToken && <Actions />}
          lead={
            (!hasToken || token !== undefined) && (
              <div className="flex flex-col gap-4">
                {!hasToken && <GenerateTokenForm />}
                {token !== undefined && <FreshToken token={token} />}
              </div>
            )
          }
        />
      )}
    </AnswerCard>
  );
}

function Actions() {
  const linkTo = useLinkTo();
  return (
    <>
      <LinkButton variant="secondary" {...linkTo({ page: 'onboarding' })}>
        Roll it out
      </LinkButton>
      <RotateTokenDialog />
      <RevokeTokenDialog />
    </>
  );
}
