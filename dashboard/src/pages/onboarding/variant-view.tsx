import type { OnboardingVariant } from '../../api/types';
import { FileView } from './file-view';
import { VariableList } from './variable-list';

interface VariantViewProps {
  variant: OnboardingVariant;
  /** Puts the token into a text. */
  fill: (text: string) => string;
}

/** One way to connect clients: for whom it is, what to paste or run, and what that sets. */
export function VariantView({ variant, fill }: VariantViewProps) {
  return (
    <>
      <div className="flex flex-col gap-1.5">
        <h3 className="text-base font-semibold text-kumo-strong">{variant.title}</h3>
        <p className="text-sm leading-relaxed text-kumo-default">{variant.intro}</p>
      </div>
      {variant.files.map((file) => (
        <FileView key={file.name} file={file} text={fill(file.text)} />
      ))}
      <VariableList variables={variant.variables} fill={fill} />
    </>
  );
}
