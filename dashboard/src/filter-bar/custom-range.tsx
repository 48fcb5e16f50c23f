import { Button } from '@cloudflare/kumo/components/button';
import { Input } from '@cloudflare/kumo/components/input';
import { Popover } from '@cloudflare/kumo/components/popover';
import { CalendarBlankIcon } from '@phosphor-icons/react';
import { type FormEvent, useState } from 'react';
import { type Day, type DayRange, lengthOf, MAX_RANGE_DAYS, parseDay } from '../days';
import * as format from '../format';
import { changeScope } from '../url-state';

interface CustomRangeProps {
  range: DayRange;
  today: Day;
  /** The range shown is none of the presets. */
  isCurrent: boolean;
}

export function CustomRange({ range, today, isCurrent }: CustomRangeProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Popover open={isOpen} onOpenChange={setIsOpen}>
      <Popover.Trigger
        render={
          <Button
            icon={<CalendarBlankIcon />}
            aria-label={isCurrent ? `Custom range: ${format.range(range)}` : 'Custom range'}
          >
            {isCurrent ? format.range(range) : 'Custom'}
          </Button>
        }
      />
      <Popover.Content className="w-72">
        <Popover.Title>Custom range</Popover.Title>
        <RangeForm range={range} today={today} onDone={() => setIsOpen(false)} />
      </Popover.Content>
    </Popover>
  );
}

interface RangeFormProps {
  range: DayRange;
  today: Day;
  onDone: () => void;
}

/** The browser's own date fields: they speak ISO days, so no time zone can shift what is chosen. */
function RangeForm({ range, today, onDone }: RangeFormProps) {
  const [from, setFrom] = useState<string>(range.from);
  const [to, setTo] = useState<string>(range.to);
  const [error, setError] = useState<string | undefined>();

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const chosen = readRange(from, to);
    if (typeof chosen === 'string') {
      setError(chosen);
    } else {
      changeScope({ range: chosen });
      onDone();
    }
  };

  return (
    <form noValidate onSubmit={submit} className="mt-3 flex flex-col gap-3">
      <Input
        label="First day"
        type="date"
        max={today}
        value={from}
        onChange={(event) => setFrom(event.target.value)}
        data-testid="range-from"
      />
      <Input
        label="Last day"
        type="date"
        max={today}
        value={to}
        onChange={(event) => setTo(event.target.value)}
        data-testid="range-to"
      />
      <p className="text-sm text-kumo-subtle">Days are UTC days, both included.</p>
      <p role="alert" className="text-sm text-kumo-danger empty:hidden">
        {error}
      </p>
      <Button type="submit" variant="primary" className="w-full justify-center" data-testid="range-apply">
        Show
      </Button>
    </form>
  );
}

/** A range, or what is wrong with it. */
function readRange(fromText: string, toText: string): DayRange | string {
  const from = parseDay(fromText);
  const to = parseDay(toText);
  if (from === undefined || to === undefined) {
    return 'Enter a first and a last day.';
  }
  const days = lengthOf({ from, to });
  if (days < 1) {
    return 'The first day must not be after the last.';
  }
  return days > MAX_RANGE_DAYS ? `Choose at most ${MAX_RANGE_DAYS} days; these are ${days}.` : { from, to };
}
