import { ArrowDownRightIcon, ArrowUpRightIcon } from '@phosphor-icons/react';
import { changeInPercent, changeInPoints } from '../format';

/** Whether more of something is good. Of cost nobody can say without knowing what was got for it. */
export type Tone = 'more-is-better' | 'less-is-better' | 'neutral';

interface ChangeProps {
  now: number | null;
  before: number | null;
  tone: Tone;
  /** Parts of 1: told in percentage points, for a percentage of a percentage is easily misread. */
  isRate?: boolean;
}

/** How much more or less a figure is than in the range before. */
export function Change({ now, before, tone, isRate = false }: ChangeProps) {
  if (now === null || before === null || before === 0) {
    return (
      <span className="text-sm text-kumo-subtle" title="There is nothing to compare with in the days before">
        {now !== null && before === 0 && now > 0 ? 'new' : '–'}
      </span>
    );
  }
  const ratio = (now - before) / Math.abs(before);
  const isUp = ratio > 0;
  const Arrow = isUp ? ArrowUpRightIcon : ArrowDownRightIcon;
  return (
    <span className={`inline-flex items-center gap-0.5 text-sm ${colorOf(ratio, tone)}`} data-change={ratio}>
      {ratio !== 0 && <Arrow size={12} weight="bold" aria-hidden="true" />}
      {isRate ? changeInPoints(now - before) : changeInPercent(ratio)}
      <span className="sr-only"> against the days before</span>
    </span>
  );
}

function colorOf(ratio: number, tone: Tone): string {
  if (tone === 'neutral' || Math.abs(ratio) < 0.005) {
    return 'text-kumo-subtle';
  }
  return ratio > 0 === (tone === 'more-is-better') ? 'text-kumo-success' : 'text-kumo-danger';
}
