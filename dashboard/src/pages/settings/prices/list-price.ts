import type { ModelPrices, Prices } from '../../../api/types';

/** The list's prices on a day; `undefined`: it has none then. */
export function listPrices(entry: ModelPrices | undefined, day: string): Prices | undefined {
  return entry?.list.findLast(({ from }) => from <= day)?.prices ?? undefined;
}

/** Prices have three decimals (docs/API.md, "Prices"). */
const STEPS = 1_000;

/**
 * What the cache costs where input costs `input`, in the proportions of the model's own list prices: they are not
 * the same for all models.
 */
export function cachePrices(input: number, list: Prices) {
  const scaled = (price: number) => Math.round(((price * input) / list.input) * STEPS) / STEPS;
  return {
    cache_read: scaled(list.cache_read),
    cache_creation_5m: scaled(list.cache_creation_5m),
    cache_creation_1h: scaled(list.cache_creation_1h),
  };
}
