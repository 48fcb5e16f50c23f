import { isComplete } from '../../api/onboarding';
import type { Onboarding } from '../../api/types';
import { AllArrives } from './all-arrives';
import { Checklist } from './checklist';
import { Rejections } from './rejections';
import { Step } from './step';

interface ChecklistStepProps {
  onboarding: Onboarding;
  hasToken: boolean;
}

/** What has arrived so far, what has not, and what was refused. */
export function ChecklistStep({ onboarding, hasToken }: ChecklistStepProps) {
  const { checklist, rejections, placeholder } = onboarding;
  const isAll = isComplete(checklist);
  return (
    <Step
      number={3}
      title={isAll ? 'Everything arrives' : 'Watch what arrives'}
      state={isAll ? 'done' : hasToken ? 'now' : 'later'}
    >
      {isAll ? (
        <AllArrives />
      ) : (
        <p className="text-sm leading-snug text-kumo-default">
          Start Claude Code anew and ask it something. This list looks by itself every few seconds.
        </p>
      )}
      <Checklist items={checklist} />
      <Rejections rejections={rejections} placeholder={placeholder} />
    </Step>
  );
}
