import type { Onboarding } from '../../api/types';
import { useFreshToken } from '../../fresh-token-state';
import { useView } from '../../url-state';
import { Step } from './step';
import { VariantPicker } from './variant-picker';
import { VariantView } from './variant-view';

interface RolloutStepProps {
  onboarding: Onboarding;
  hasToken: boolean;
}

/** The ways to tell clients where to report, and all that one of them takes. */
export function RolloutStep({ onboarding, hasToken }: RolloutStepProps) {
  const named = useView('variant');
  const { token } = useFreshToken();
  const { variants, placeholder } = onboarding;
  const variant = variants.find(({ id }) => id === named) ?? variants[0];
  if (!hasToken || variant === undefined) {
    return <Step number={2} title="Tell Claude Code where to report" state="later" />;
  }
  return (
    <Step number={2} title="Tell Claude Code where to report" state="now">
      <div className="flex flex-col gap-4 md:flex-row md:gap-6">
        <VariantPicker variants={variants} shown={variant} />
        <div className="flex min-w-0 flex-1 flex-col gap-4">
          {token === undefined && (
            <p className="text-sm leading-snug text-kumo-default" data-testid="placeholder-hint">
              Put your ingest token in the place of <code className="font-mono">{placeholder}</code>.
            </p>
          )}
          <VariantView
            key={variant.id}
            variant={variant}
            fill={(text) => text.replaceAll(placeholder, token ?? placeholder)}
          />
        </div>
      </div>
    </Step>
  );
}
