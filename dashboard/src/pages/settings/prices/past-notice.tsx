import { useId } from 'react';
import type { Day } from '../../../days';
import { dayWithYear } from '../../../format';

interface PastNoticeProps {
  /** The model. */
  what: string;
  from: Day | undefined;
  isMeant: boolean;
  /** It was to be sent without. */
  isMissed: boolean;
  onChange: (isMeant: boolean) => void;
}

/** What a price from a day before today does: it has to be meant. */
export function PastNotice({ what, from, isMeant, isMissed, onChange }: PastNoticeProps) {
  const errorId = useId();
  return (
    <div className="flex flex-col gap-2 rounded-lg bg-kumo-warning-tint p-3 text-sm ring ring-kumo-line">
      <p className="text-kumo-default">
        Past days’ costs change: what {what} cost since {from === undefined ? 'that day' : dayWithYear(from)}{' '}
        is computed anew, on every page and in every file. Figures that somebody wrote down before will
        differ.
      </p>
      <label className="flex cursor-pointer items-start gap-2 font-medium text-kumo-default">
        <input
          type="checkbox"
          name="change_past"
          checked={isMeant}
          onChange={({ target }) => onChange(target.checked)}
          aria-invalid={isMissed}
          aria-describedby={errorId}
          className="mt-0.5 size-4 shrink-0 accent-kumo-brand"
          data-testid="price-change-past"
        />
        Change what past days cost
      </label>
      <p id={errorId} role="alert" className="text-kumo-danger empty:hidden">
        {isMissed && 'Say that this is meant, or choose today or a later day.'}
      </p>
    </div>
  );
}
