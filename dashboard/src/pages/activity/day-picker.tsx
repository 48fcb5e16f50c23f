import { CaretLeftIcon, CaretRightIcon } from '@phosphor-icons/react';
import { useState } from 'react';
import { StepButton } from '../../components/step-button';
import { addDays, type Day, type DayRange, parseDay } from '../../days';

interface DayPickerProps {
  day: Day;
  /** What can be chosen from. */
  range: DayRange;
  onChange: (day: Day) => void;
}

/** One day of a range: the one before, the one after, or any. */
export function DayPicker({ day, range, onChange }: DayPickerProps) {
  return (
    <div className="flex items-center gap-1.5">
      <StepButton
        icon={<CaretLeftIcon />}
        label="Day before"
        isAtEnd={day <= range.from}
        onPress={() => onChange(addDays(day, -1))}
        testId="day-before"
      />
      <DayField day={day} range={range} onChange={onChange} />
      <StepButton
        icon={<CaretRightIcon />}
        label="Day after"
        isAtEnd={day >= range.to}
        onPress={() => onChange(addDays(day, 1))}
        testId="day-after"
      />
    </div>
  );
}

/** Holds what is typed until it is a day of the range. */
function DayField({ day, range, onChange }: DayPickerProps) {
  const [typed, setTyped] = useState<string>();
  return (
    <input
      type="date"
      aria-label="UTC day"
      min={range.from}
      max={range.to}
      value={typed ?? day}
      onChange={({ target }) => {
        const chosen = parseDay(target.value);
        if (chosen !== undefined && chosen >= range.from && chosen <= range.to) {
          setTyped(undefined);
          onChange(chosen);
        } else {
          setTyped(target.value);
        }
      }}
      onBlur={() => setTyped(undefined)}
      data-testid="day-field"
      className="h-6.5 rounded-md bg-kumo-control px-2 text-sm text-kumo-default ring ring-kumo-line outline-none focus-visible:ring-2 focus-visible:ring-kumo-brand"
    />
  );
}
