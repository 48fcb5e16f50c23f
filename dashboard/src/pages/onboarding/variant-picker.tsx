import type { OnboardingVariant } from '../../api/types';
import { Choice } from '../../components/choice';
import { changeView, useLinkTo } from '../../url-state';

interface VariantPickerProps {
  variants: readonly OnboardingVariant[];
  shown: OnboardingVariant;
}

/** Links beside the text, for each way has an address of its own; on narrow screens a list of options. */
export function VariantPicker({ variants, shown }: VariantPickerProps) {
  const linkTo = useLinkTo();
  return (
    <>
      <Choice
        label="How to roll out"
        className="md:hidden"
        options={variants.map(({ id, title }) => ({ value: id, label: title }))}
        value={shown.id}
        onChange={(id) => changeView({ variant: id })}
        testId="variant"
      />
      <nav aria-label="How to roll out" className="hidden w-52 shrink-0 md:block">
        <ul className="sticky top-6 flex flex-col gap-0.5">
          {variants.map(({ id, title }) => (
            <li key={id}>
              <a
                {...linkTo({ view: { variant: id } })}
                aria-current={id === shown.id ? 'true' : undefined}
                data-testid={`variant-${id}`}
                className="block rounded-md px-3 py-1.5 text-sm leading-snug text-kumo-subtle no-underline outline-none hover:text-kumo-default focus-visible:ring-2 focus-visible:ring-kumo-brand aria-[current]:bg-kumo-recessed aria-[current]:font-medium aria-[current]:text-kumo-default"
              >
                {title}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </>
  );
}
