import { Button } from '@cloudflare/kumo/components/button';
import type { useSetRetention } from '../../../api/dimensions';
import type { Retention } from '../../../api/types';
import { ConfirmDialog } from '../../../components/confirm-dialog';
import { addDays, type Day, dayOf } from '../../../days';
import { dayWithYear, range } from '../../../format';

interface LowerDialogProps {
  kept: Retention;
  wanted: Retention;
  /** The first day of the daily figures. */
  firstDay: Day | null;
  change: ReturnType<typeof useSetRetention>;
}

/** Says what goes for good, and asks. */
export function LowerDialog({ kept, wanted, firstDay, change }: LowerDialogProps) {
  const today = dayOf(Date.now());
  const firstOf = (days: number) => (days >= 1 ? addDays(today, 1 - days) : today);
  return (
    <ConfirmDialog
      // Of the form's own, so that Enter in a field asks as well.
      trigger={<Button type="submit" variant="primary" data-testid="save-retention" />}
      title="Delete what is older?"
      description={
        <>
          {wanted.raw_days < kept.raw_days && (
            <p data-testid="lowered-raw">
              Spans, events and turns before {dayWithYear(firstOf(wanted.raw_days))} are deleted: the Turns
              page reaches back no further. Their daily figures stay.
            </p>
          )}
          {wanted.daily_days < kept.daily_days && (
            <p data-testid="lowered-daily">
              Daily figures before {dayWithYear(firstOf(wanted.daily_days))} are deleted, the cost among them
              {firstDay !== null && firstDay < firstOf(wanted.daily_days)
                ? `: those of ${range({ from: firstDay, to: addDays(firstOf(wanted.daily_days), -1) })}. To keep them, download the CSV under Usage before.`
                : '. There are none so old today.'}
            </p>
          )}
          <p>The next passes of the cron do it, within minutes. Nobody can undo it.</p>
        </>
      }
      confirm="Delete and keep less"
      cancel="Cancel"
      change={change}
      variables={wanted}
    >
      Save
    </ConfirmDialog>
  );
}
