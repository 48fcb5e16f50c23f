import { Input } from '@cloudflare/kumo/components/input';
import type { Day } from '../../../days';
import { dayWithYear } from '../../../format';

interface DaysFieldProps {
  /** As the API calls it. */
  name: string;
  label: string;
  /** What is kept for so long. */
  what: string;
  /** What can be entered. */
  range: string;
  days: string;
  onChange: (days: string) => void;
  /** The first day that is kept; `undefined`: what was entered is no number of days. */
  firstKept: Day | undefined;
  error: string | undefined;
}

/** For how many days something is kept. */
export function DaysField({ name, label, what, range, days, onChange, firstKept, error }: DaysFieldProps) {
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <Input
        label={`${label}, in days`}
        name={name}
        inputMode="numeric"
        autoComplete="off"
        className="w-28"
        value={days}
        onChange={({ target }) => onChange(target.value)}
        {...(error !== undefined && { error })}
        data-testid={`retention-${name}`}
      />
      <p className="text-sm leading-snug text-kumo-subtle">
        {what} {range.charAt(0).toUpperCase()}
        {range.slice(1)}.{firstKept !== undefined && ` Today back to ${dayWithYear(firstKept)}.`}
      </p>
    </div>
  );
}
