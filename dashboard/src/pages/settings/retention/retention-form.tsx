import { Button } from '@cloudflare/kumo/components/button';
import { type FormEvent, useRef, useState } from 'react';
import { MAX_DAILY_DAYS, MAX_RAW_DAYS, useSetRetention } from '../../../api/dimensions';
import { blamedField } from '../../../api/error';
import type { Retention } from '../../../api/types';
import { ErrorNotice } from '../../../components/error-notice';
import { addDays, type Day, dayOf } from '../../../days';
import { counted, dayWithYear } from '../../../format';
import { DaysField } from './days-field';
import { LowerDialog } from './lower-dialog';

interface RetentionFormProps {
  /** What is in force. */
  kept: Retention;
  /** The first day of the daily figures. */
  firstDay: Day | null;
  onSet: (outcome: string) => void;
}

/** Both numbers of days. To lower one deletes, and asks before; to raise one brings nothing back, and says so. */
export function RetentionForm({ kept, firstDay, onSet }: RetentionFormProps) {
  const [raw, setRaw] = useState(String(kept.raw_days));
  const [daily, setDaily] = useState(String(kept.daily_days));
  const form = useRef<HTMLFormElement>(null);
  const set = useSetRetention(({ raw_days: rawDays, daily_days: dailyDays }) =>
    onSet(
      `Details are kept for ${counted(rawDays, 'day', 'days')}, daily figures for ${counted(dailyDays, 'day', 'days')}.`,
    ),
  );
  const blamed = blamedField(set.error);
  const wanted: Retention = { raw_days: daysOf(raw), daily_days: daysOf(daily) };
  const isSame = wanted.raw_days === kept.raw_days && wanted.daily_days === kept.daily_days;
  const isLower = wanted.raw_days < kept.raw_days || wanted.daily_days < kept.daily_days;
  const isHigher = wanted.raw_days > kept.raw_days || wanted.daily_days > kept.daily_days;
  const wrong = wrongOf(wanted);
  const isWrong = Object.keys(wrong).length > 0;
  const [isShown, setIsShown] = useState(false);

  const errorAt = (field: keyof Retention) => {
    const ofApi = blamed === field ? set.error?.message : undefined;
    return ofApi ?? (isShown ? wrong[field] : undefined);
  };

  const change = (to: (text: string) => void) => (text: string) => {
    to(text);
    setIsShown(false);
    set.reset();
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const [field] = Object.keys(wrong);
    setIsShown(true);
    if (field !== undefined) {
      form.current?.querySelector<HTMLElement>(`[name="${field}"]`)?.focus();
    } else if (!isSame && !isLower && !set.isPending) {
      set.mutate(wanted);
    }
  };

  return (
    <form ref={form} noValidate onSubmit={submit} className="flex flex-col gap-5">
      <div className="grid gap-5 sm:grid-cols-2">
        <DaysField
          name="raw_days"
          label="Details"
          what="Spans, events and turns: the Turns page, and what is told of single sessions."
          range={`1 to ${MAX_RAW_DAYS} days`}
          days={raw}
          onChange={change(setRaw)}
          firstKept={firstKept(wanted.raw_days)}
          error={errorAt('raw_days')}
        />
        <DaysField
          name="daily_days"
          label="Daily figures"
          what="Cost, tokens, people, quality: every page of figures, and exports."
          range={`at least as long as details, at most ${MAX_DAILY_DAYS.toLocaleString('en-US')} days`}
          days={daily}
          onChange={change(setDaily)}
          firstKept={firstKept(wanted.daily_days)}
          error={errorAt('daily_days')}
        />
      </div>
      <p className="text-sm text-kumo-subtle">
        {firstDay === null
          ? 'There are no daily figures yet.'
          : `The daily figures begin on ${dayWithYear(firstDay)}.`}
      </p>
      {isHigher && (
        <p className="text-sm text-kumo-default" role="status" data-testid="retention-raised">
          What is gone stays gone: more is kept from now on, and nothing that was deleted comes back.
        </p>
      )}
      {set.error && blamed === undefined && !isLower && (
        <ErrorNotice title="Retention was not changed" error={set.error} />
      )}
      <div className="flex flex-wrap gap-2">
        {isLower && !isWrong ? (
          <LowerDialog kept={kept} wanted={wanted} firstDay={firstDay} change={set} />
        ) : (
          <Button
            type="submit"
            variant="primary"
            disabled={isSame}
            loading={set.isPending}
            data-testid="save-retention"
          >
            Save
          </Button>
        )}
        {!isSame && (
          <Button
            onClick={() => {
              change(setRaw)(String(kept.raw_days));
              setDaily(String(kept.daily_days));
            }}
          >
            Reset
          </Button>
        )}
      </div>
    </form>
  );
}

function daysOf(text: string): number {
  return /^\d{1,6}$/.test(text.trim()) ? Number(text) : Number.NaN;
}

/** The first day that is kept today; `undefined`: the number of days is none. */
function firstKept(days: number): Day | undefined {
  return days >= 1 && days <= MAX_DAILY_DAYS ? addDays(dayOf(Date.now()), 1 - days) : undefined;
}

/** What the API would refuse: it is told before anything is asked for. */
function wrongOf({ raw_days: raw, daily_days: daily }: Retention): Partial<Record<keyof Retention, string>> {
  if (!(raw >= 1 && raw <= MAX_RAW_DAYS)) {
    return { raw_days: `Enter 1 to ${MAX_RAW_DAYS} days.` };
  }
  return daily >= raw && daily <= MAX_DAILY_DAYS
    ? {}
    : { daily_days: `Enter ${raw} (as long as details) to ${MAX_DAILY_DAYS} days.` };
}
