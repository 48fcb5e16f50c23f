import { useQuery } from '@tanstack/react-query';
import { onboardingQuery } from '../../api/onboarding';
import type { Me } from '../../api/types';
import { Answer } from '../../components/answer';
import { PageHeader } from '../../components/page-header';
import { ChecklistStep } from './checklist-step';
import { RolloutStep } from './rollout-step';
import { TokenStep } from './token-step';

/** From no token to figures: what an admin does, and what comes of it while they watch. */
export default function OnboardingPage({ me }: { me: Me }) {
  const onboarding = useQuery(onboardingQuery);
  return (
    <div className="flex max-w-5xl flex-col gap-6">
      <PageHeader title="Connect" note={`Make Claude Code report to ${me.org.name}.`} />
      <ol className="flex flex-col gap-4">
        <TokenStep me={me} />
        {onboarding.data === undefined ? (
          <li>
            <Answer query={onboarding} what="what connects clients">
              {() => null}
            </Answer>
          </li>
        ) : (
          <>
            <RolloutStep onboarding={onboarding.data} hasToken={me.ingest.has_token} />
            <ChecklistStep onboarding={onboarding.data} hasToken={me.ingest.has_token} />
          </>
        )}
      </ol>
    </div>
  );
}
