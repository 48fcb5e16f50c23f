import type { OnboardingVariable } from '../../api/types';
import { CopyButton } from '../../components/copy-button';

interface VariableListProps {
  variables: readonly OnboardingVariable[];
  fill: (text: string) => string;
}

/** So many are shown at once; more would push what comes below out of sight. */
const FEW = 6;

/** What is set, and why. Each value can be copied, for forms that ask for one after the other. */
export function VariableList({ variables, fill }: VariableListProps) {
  return (
    <details open={variables.length <= FEW}>
      <summary className="cursor-pointer rounded text-sm font-semibold text-kumo-strong outline-none focus-visible:ring-2 focus-visible:ring-kumo-brand">
        What is set, and why ({variables.length})
      </summary>
      <dl className="mt-2 divide-y divide-kumo-line rounded-lg ring ring-kumo-line">
        {variables.map(({ name, value, why }) => (
          <div key={`${name} ${value}`} className="flex flex-col gap-1 px-3 py-2.5">
            <dt className="font-mono text-xs wrap-anywhere text-kumo-default sm:text-sm">{name}</dt>
            <dd className="flex items-center justify-between gap-3">
              <code className="min-w-0 font-mono text-xs wrap-anywhere text-kumo-subtle sm:text-sm">
                {fill(value)}
              </code>
              <CopyButton text={fill(value)} what={`the value of ${name}`} />
            </dd>
            <dd className="text-sm leading-snug text-kumo-default">{why}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
