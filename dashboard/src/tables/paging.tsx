import { CaretLeftIcon, CaretRightIcon } from '@phosphor-icons/react';
import { StepButton } from '../components/step-button';
import { exactCount } from '../format';

/** What matters stands at the top, and hundreds of rows hide what comes below. */
export const ROWS_A_PAGE = 15;

interface PagingProps {
  id: string;
  /** The first row that is shown, counted from 0. */
  first: number;
  count: number;
  onMove: (first: number) => void;
}

/** Which rows of a long table are shown, and the way to the others. */
export function Paging({ id, first, count, onMove }: PagingProps) {
  const last = Math.min(first + ROWS_A_PAGE, count);
  return (
    <div className="flex items-center justify-end gap-2 border-t border-kumo-line px-4 py-2">
      <span className="text-sm text-kumo-subtle" aria-live="polite">
        {exactCount(first + 1)}–{exactCount(last)} of {exactCount(count)}
      </span>
      <StepButton
        icon={<CaretLeftIcon />}
        label="Rows before"
        isAtEnd={first === 0}
        onPress={() => onMove(Math.max(first - ROWS_A_PAGE, 0))}
        testId={`previous-${id}`}
      />
      <StepButton
        icon={<CaretRightIcon />}
        label="Rows after"
        isAtEnd={last === count}
        onPress={() => onMove(first + ROWS_A_PAGE)}
        testId={`next-${id}`}
      />
    </div>
  );
}
