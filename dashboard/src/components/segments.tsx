interface SegmentsProps<Value extends string> {
  /** What is chosen, for screen readers. */
  label: string;
  options: readonly { readonly value: Value; readonly label: string }[];
  value: Value;
  onChange: (value: Value) => void;
  /** Names the buttons in tests: `of` makes `of-cost`. */
  testId: string;
}

/** A choice among very few, all in view. */
export function Segments<Value extends string>(props: SegmentsProps<Value>) {
  const { label, options, value, onChange, testId } = props;
  return (
    <fieldset className="flex rounded-lg bg-kumo-recessed p-0.5 ring ring-kumo-line">
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
          data-testid={`${testId}-${option.value}`}
          className="flex h-8 cursor-pointer items-center rounded-md px-3 text-sm whitespace-nowrap text-kumo-subtle outline-none hover:text-kumo-default focus-visible:ring-2! focus-visible:ring-kumo-brand! aria-pressed:bg-kumo-control aria-pressed:font-medium aria-pressed:text-kumo-default aria-pressed:ring aria-pressed:ring-kumo-line"
        >
          {option.label}
        </button>
      ))}
    </fieldset>
  );
}
