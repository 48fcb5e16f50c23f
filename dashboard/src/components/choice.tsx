import { CaretDownIcon } from '@phosphor-icons/react';
import { useId } from 'react';

interface ChoiceProps<Value extends string> {
  label: string;
  /** The label is for screen readers only: the place says what is chosen. */
  isLabelHidden?: boolean;
  options: readonly { readonly value: Value; readonly label: string }[];
  value: Value;
  onChange: (value: Value) => void;
  /** Somebody is about to open the list: what it lacks can be read. */
  onNear?: () => void;
  isDisabled?: boolean;
  className?: string;
  testId?: string;
}

/** The browser's own list of options: it works with every keyboard, phone and screen reader. */
export function Choice<Value extends string>(props: ChoiceProps<Value>) {
  const { label, isLabelHidden = false, options, value, onChange, isDisabled = false, onNear } = props;
  const id = useId();
  return (
    <div className={`flex min-w-0 flex-col gap-2 ${props.className ?? ''}`}>
      <label htmlFor={id} className={isLabelHidden ? 'sr-only' : 'text-base font-medium text-kumo-default'}>
        {label}
      </label>
      <div className="relative">
        <select
          id={id}
          value={value}
          disabled={isDisabled}
          onFocus={onNear}
          onPointerEnter={onNear}
          onChange={(event) => {
            const chosen = options.find((option) => option.value === event.target.value);
            if (chosen !== undefined) {
              onChange(chosen.value);
            }
          }}
          data-testid={props.testId}
          className="h-9 w-full min-w-0 cursor-pointer appearance-none truncate rounded-lg bg-kumo-control pr-8 pl-3 text-base text-kumo-default ring ring-kumo-line outline-none focus-visible:ring-2 focus-visible:ring-kumo-brand disabled:cursor-default disabled:opacity-60"
        >
          {options.map((option) => (
            <option key={option.value} value={option.value} className="bg-kumo-base text-kumo-default">
              {option.label}
            </option>
          ))}
        </select>
        <CaretDownIcon
          aria-hidden="true"
          className="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 text-kumo-subtle"
        />
      </div>
    </div>
  );
}
