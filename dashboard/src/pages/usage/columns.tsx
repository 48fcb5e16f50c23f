/** The columns that tables of groups are made of. */

import { Badge } from '@cloudflare/kumo/components/badge';
import type { ReactNode } from 'react';
import type { Figures, GroupFigures } from '../../api/types';
import { activeSeconds, cacheHitRate, ratio, totalTokens } from '../../figures';
import * as format from '../../format';

export interface Column {
  readonly id: string;
  readonly label: string;
  /** What the column sorts by. */
  readonly value: (group: GroupFigures) => number;
  readonly cell: (group: GroupFigures) => ReactNode;
}

export const COST: Column = {
  id: 'cost_usd',
  label: 'Cost',
  value: ({ cost_usd }) => cost_usd,
  cell: (group) => <Cost group={group} />,
};

export const TOKENS = counted('tokens', 'Tokens', totalTokens);
export const INPUT = counted('input_tokens', 'Input', (group) => group.input_tokens);
export const OUTPUT = counted('output_tokens', 'Output', (group) => group.output_tokens);
export const CACHE_READ = counted('cache_read_tokens', 'Cache read', (group) => group.cache_read_tokens);
export const CACHE_WRITE = counted(
  'cache_creation_tokens',
  'Cache write',
  (group) => group.cache_creation_tokens,
);
export const REQUESTS = counted('requests', 'Requests', (group) => group.requests);
export const ERRORS = counted('errors', 'Failed', (group) => group.errors);
export const SESSIONS = counted('sessions', 'Sessions', (group) => group.sessions);
export const PROMPTS = counted('prompts', 'Prompts', (group) => group.prompts);

export const CACHE_HITS: Column = {
  id: 'cache_hit_rate',
  label: 'Cache hits',
  value: (group) => cacheHitRate(group) ?? 0,
  cell: (group) => {
    const rate = cacheHitRate(group);
    return rate === undefined ? '–' : format.percent(rate);
  },
};

export const ACTIVE_TIME: Column = {
  id: 'active_seconds',
  label: 'Active time',
  value: (group) => activeSeconds(group) ?? 0,
  cell: (group) => (
    <span title={format.exactDuration(activeSeconds(group))}>{format.duration(activeSeconds(group))}</span>
  ),
};

export const LINES: Column = {
  id: 'lines',
  label: 'Lines',
  value: (group) => group.lines_added + group.lines_removed,
  cell: (group) => (
    <span
      title={`${format.exactCount(group.lines_added)} added, ${format.exactCount(group.lines_removed)} removed`}
    >
      +{format.count(group.lines_added)} −{format.count(group.lines_removed)}
    </span>
  ),
};

/** The share of the total cost, or of the tokens when nothing has a price. */
export function share(totals: Figures): Column {
  const isOfCost = totals.cost_usd > 0;
  const value = (group: GroupFigures) =>
    (isOfCost ? ratio(group.cost_usd, totals.cost_usd) : ratio(totalTokens(group), totalTokens(totals))) ?? 0;
  return {
    id: 'share',
    label: isOfCost ? 'Share of cost' : 'Share of tokens',
    value,
    // No price is not no cost: its share of the cost is unknown.
    cell: (group) =>
      isOfCost && group.cost_usd === 0 && group.unpriced_tokens > 0 ? '–' : <Share value={value(group)} />,
  };
}

function counted(id: string, label: string, value: (group: GroupFigures) => number | null): Column {
  return {
    id,
    label,
    value: (group) => value(group) ?? 0,
    cell: (group) => <span title={format.exactCount(value(group))}>{format.count(value(group))}</span>,
  };
}

/** A cost; where a price is missing it says so, for `$0.00` would be wrong. */
function Cost({ group }: { group: GroupFigures }) {
  const exact = `${format.exactUsd(group.cost_usd)}, ${format.exactUsd(group.reported_cost_usd)} reported`;
  if (group.unpriced_tokens === 0) {
    return <span title={exact}>{format.usd(group.cost_usd)}</span>;
  }
  const unpriced = `${format.exactCount(group.unpriced_tokens)} tokens without a price`;
  return (
    <span className="inline-flex items-center gap-1.5 pl-3" title={`${exact}; ${unpriced}`}>
      {group.cost_usd > 0 && format.usd(group.cost_usd)}
      <Badge variant="warning">{group.cost_usd > 0 ? '+ unpriced' : 'No price'}</Badge>
    </span>
  );
}

function Share({ value }: { value: number }) {
  return (
    <span className="flex items-center justify-end gap-1.5" title={`${(value * 100).toFixed(3)}%`}>
      <span className="h-1.5 w-12 overflow-hidden rounded-full bg-kumo-fill" aria-hidden="true">
        <span className="block h-full rounded-full bg-kumo-brand" style={{ width: `${value * 100}%` }} />
      </span>
      <span className="w-11">{format.percent(value)}</span>
    </span>
  );
}
