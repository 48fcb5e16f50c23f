import { Badge } from '@cloudflare/kumo/components/badge';
import type { ReactNode } from 'react';
import { PRICE_NAMES } from '../../../api/prices';
import type { ModelPrices } from '../../../api/types';
import { today } from '../../../days';
import { dayWithYear, NONE, price } from '../../../format';
import { type Column, text } from '../../../tables/column';
import { TableCard } from '../../../tables/table-card';
import { open } from './opened';
import { inWords, nameOf, PRICE_LABELS, rateName } from './rates';

const COLUMNS: readonly Column<ModelPrices>[] = [
  text(
    'model',
    'Model',
    ({ model }) => model,
    (entry) => (
      <button
        type="button"
        className="max-w-full cursor-pointer truncate rounded text-kumo-link underline-offset-2 outline-none hover:underline focus-visible:ring-2 focus-visible:ring-kumo-brand focus-visible:ring-inset"
        aria-label={`${inWords(entry)}: its prices over time`}
        aria-haspopup="dialog"
        onClick={() => open(entry)}
        data-testid="open-price"
      >
        {entry.model}
      </button>
    ),
  ),
  text(
    'rate',
    'Rate',
    ({ rate }) => rate,
    ({ rate }) => rateName(rate),
  ),
  ...PRICE_NAMES.map(
    (name): Column<ModelPrices> => ({
      id: name,
      label: PRICE_LABELS[name],
      value: ({ in_force: now }) => now?.[name] ?? null,
      cell: ({ in_force: now }) => (now === null ? NONE : price(now[name])),
    }),
  ),
  text(
    'source',
    'Price',
    ({ in_force: now }) => now?.source ?? null,
    ({ in_force: now }) => {
      if (now === null) {
        return <span className="text-kumo-subtle">None</span>;
      }
      return now.source === 'own' ? <Badge variant="info">Own</Badge> : 'List';
    },
  ),
  text(
    'from',
    'Since',
    ({ in_force: now }) => now?.from ?? null,
    ({ in_force: now }) => (now === null ? NONE : dayWithYear(now.from)),
  ),
];

interface PriceTableProps {
  prices: readonly ModelPrices[];
  action: ReactNode;
}

/** The prices in force today; the newest stand first, for those are of the models in use. */
export function PriceTable({ prices, action }: PriceTableProps) {
  return (
    <TableCard
      id="prices"
      title="Prices"
      note="In force today, in USD per million tokens. Own prices go before the list’s. A model opens its prices over time."
      columns={COLUMNS}
      rows={prices}
      keyOf={nameOf}
      textOf={({ model, rate }) => `${model} ${rateName(rate)}`}
      sort="-from"
      empty="There are no prices."
      action={action}
      of={today()}
    />
  );
}
