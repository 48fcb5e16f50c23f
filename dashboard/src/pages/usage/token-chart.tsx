import { useMemo } from 'react';
import type { Usage } from '../../api/types';
import { DailyChartCard } from '../../charts/daily-chart-card';
import type { DailySeries } from '../../charts/daily-drawing';
import { COUNT } from '../../charts/unit';
import { before } from './stacks';
import { TOKEN_KINDS } from './token-kinds';

/** What kinds of tokens each day took: they differ in price by up to fifty times. */
export function TokenChart({ usage }: { usage: Usage }) {
  const days = useMemo(() => usage.series.map(({ day }) => day), [usage]);
  const series = useMemo(
    (): readonly DailySeries[] => [
      ...TOKEN_KINDS.map(({ id, name }) => ({ id, name, values: usage.series.map((day) => day[id]) })),
      ...before(usage, 'tokens'),
    ],
    [usage],
  );
  return (
    <DailyChartCard id="tokens" title="Tokens by type" kind="bars" days={days} series={series} unit={COUNT} />
  );
}
