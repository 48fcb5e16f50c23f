import type { PriceName } from '../../../api/prices';
import type { Rate } from '../../../api/types';

/** Every rate (docs/API.md, "Prices"), in the order in which they are offered. */
export const RATES: readonly { readonly value: Rate; readonly label: string }[] = [
  { value: 'standard', label: 'Standard' },
  { value: 'fast', label: 'Fast mode' },
  { value: 'long_prompt', label: 'Long prompt' },
  { value: 'fast_long_prompt', label: 'Fast mode, long prompt' },
];

export function rateName(rate: Rate): string {
  return RATES.find(({ value }) => value === rate)?.label ?? rate;
}

/** What people call the five prices in a heading, below or beside "Cache read". */
export const PRICE_LABELS: Readonly<Record<PriceName, string>> = {
  input: 'Input',
  output: 'Output',
  cache_read: 'Cache read',
  cache_creation_5m: 'Write, 5 min',
  cache_creation_1h: 'Write, 1 h',
};

/** The same where each stands for itself. */
export const FULL_PRICE_LABELS: Readonly<Record<PriceName, string>> = {
  ...PRICE_LABELS,
  cache_creation_5m: 'Cache write, 5 min',
  cache_creation_1h: 'Cache write, 1 h',
};

/** A model at a rate. */
export interface Priced {
  readonly model: string;
  readonly rate: Rate;
}

/** Names a model at a rate in the address and in tests: `claude-opus-5-5 standard`. */
export function nameOf({ model, rate }: Priced): string {
  return `${model} ${rate}`;
}

/** Reads such a name; `undefined` when it is none. */
export function readName(name: string | undefined): Priced | undefined {
  const [, model, last] = /^(.+) (\S+)$/.exec(name ?? '') ?? [];
  const rate = RATES.find(({ value }) => value === last)?.value;
  return model === undefined || rate === undefined ? undefined : { model, rate };
}

/** The same for people. */
export function inWords({ model, rate }: Priced): string {
  return rate === 'standard' ? model : `${model}, ${rateName(rate).toLowerCase()}`;
}
