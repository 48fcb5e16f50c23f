import { Badge } from '@cloudflare/kumo/components/badge';
import { useMemo } from 'react';
import { PRICE_NAMES } from '../../../api/prices';
import type { ModelPrices, OwnPrice, PriceSource, Prices } from '../../../api/types';
import type { Day } from '../../../days';
import { dayWithYear, NONE, price, time } from '../../../format';
import { type Column, text } from '../../../tables/column';
import { FigureTable } from '../../../tables/figure-table';
import { PRICE_LABELS } from './rates';

interface Step {
  readonly from: Day;
  readonly source: PriceSource;
  readonly prices: Prices | null;
  /** What the org set; `undefined`: it is the list's. */
  readonly own: OwnPrice | undefined;
  readonly isInForce: boolean;
  readonly isPlanned: boolean;
}

const COLUMNS: readonly Column<Step>[] = [
  text(
    'from',
    'From',
    ({ from }) => from,
    ({ from, isInForce, isPlanned }) => (
      <>
        {dayWithYear(from)} {isInForce && <Badge variant="success">In force</Badge>}
        {isPlanned && <Badge variant="outline">Planned</Badge>}
      </>
    ),
  ),
  text(
    'source',
    'Price',
    ({ source }) => source,
    ({ source }) => (source === 'own' ? <Badge variant="info">Own</Badge> : 'List'),
  ),
  ...PRICE_NAMES.map(
    (name): Column<Step> => ({
      id: name,
      label: PRICE_LABELS[name],
      value: ({ prices }) => prices?.[name] ?? null,
      cell: ({ prices }) => (prices === null ? NONE : price(prices[name])),
    }),
  ),
  text(
    'created_by',
    'By',
    ({ own }) => own?.created_by ?? null,
    ({ own, prices }) => {
      if (own === undefined) {
        return prices === null ? 'The price ended' : NONE;
      }
      return (
        <span title={time(own.created_at)}>
          {own.created_by}
          {own.follows_list && <span className="text-kumo-subtle"> · follows the list again</span>}
        </span>
      );
    },
  ),
];

interface PriceHistoryProps {
  entry: ModelPrices;
  today: Day;
}

/** What a model's prices were, are, and will be, the list's and the org's own: the newest first. */
export function PriceHistory({ entry, today }: PriceHistoryProps) {
  const steps = useMemo(() => stepsOf(entry, today), [entry, today]);
  return (
    <div className="-mx-4 border-y border-kumo-line">
      <FigureTable
        id="price-history"
        caption="Prices over time"
        rows={steps}
        keyOf={({ source, from }) => `${source} ${from}`}
        columns={COLUMNS}
      />
    </div>
  );
}

function stepsOf({ list, own, in_force: now }: ModelPrices, today: Day): readonly Step[] {
  const step = (source: PriceSource, from: Day, prices: Prices | null, set?: OwnPrice): Step => ({
    from,
    source,
    prices,
    own: set,
    isInForce: now?.source === source && now.from === from,
    isPlanned: from > today,
  });
  return [
    ...own.map((set) => step('own', set.from, set.prices, set)),
    ...list.map(({ from, prices }) => step('list', from, prices)),
  ].sort((one, other) => other.from.localeCompare(one.from));
}
