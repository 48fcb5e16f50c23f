import { useMemo } from 'react';
import type { GroupFigures, Usage } from '../../api/types';
import { totalTokens } from '../../derived';
import { counted, dollars, rate, share, text } from '../../tables/column';
import { TableCard } from '../../tables/table-card';

/** Groups and their figures. */
export function GroupTable({ usage }: { usage: Usage }) {
  const columns = useMemo(
    () => [
      text<GroupFigures>(
        'key',
        'Model',
        ({ key }) => key,
        ({ key }) => (key === '' ? 'No model' : key),
      ),
      dollars<GroupFigures>('cost_usd', 'Cost', ({ cost_usd }) => cost_usd),
      share<GroupFigures>('share', 'Share', ({ cost_usd }) =>
        usage.totals.cost_usd > 0 ? cost_usd / usage.totals.cost_usd : null,
      ),
      counted<GroupFigures>('tokens', 'Tokens', totalTokens),
      counted<GroupFigures>('requests', 'Requests', ({ requests }) => requests),
      rate<GroupFigures>('cache_hit_rate', 'Cache hits', ({ cache_hit_rate }) => cache_hit_rate),
    ],
    [usage.totals.cost_usd],
  );
  return (
    <TableCard
      id="group"
      title="Models"
      columns={columns}
      rows={usage.groups}
      keyOf={({ key }) => key}
      textOf={({ key }) => key}
      sort="-cost_usd"
    />
  );
}
