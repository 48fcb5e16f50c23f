import { exactPercent, percent } from '../../format';

/** How exact percentiles are, and what they are. */
export function Footnote({ relativeError }: { relativeError: number }) {
  return (
    <p className="text-sm text-kumo-subtle" data-testid="relative-error" data-value={relativeError}>
      p95: 95 of 100 took no longer; the median (p50) is the middle one. They are at most{' '}
      <span title={exactPercent(relativeError)}>{percent(relativeError)}</span> off; counts and means are
      exact.
    </p>
  );
}
