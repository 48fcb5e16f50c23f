import { queryOptions } from '@tanstack/react-query';
import { useChange } from './changes';
import { get, post } from './client';
import type { PriceChange, PriceList, Prices, StoredPrice } from './types';

const PATH = '/api/v1/prices';

/** Days whose models the API looks up in the prices when none are named (docs/API.md, "Prices"). */
export const UNPRICED_DAYS = 90;

/** The five prices, in the order in which they are shown. */
export const PRICE_NAMES = [
  'input',
  'output',
  'cache_read',
  'cache_creation_5m',
  'cache_creation_1h',
] as const satisfies readonly (keyof Prices)[];

export type PriceName = (typeof PRICE_NAMES)[number];

/** Every price, and what lacked one in the last {@link UNPRICED_DAYS} days, whatever the pages of figures show. */
export const allPricesQuery = queryOptions({
  queryKey: ['prices', 'all'],
  queryFn: ({ signal }) => get<PriceList>(PATH, signal),
});

/** Sets an own price, or follows the list again. Costs are on every page: all that was read is out of date. */
export function useSetPrice(onSet: (price: StoredPrice) => void) {
  return useChange((change: PriceChange) => post<StoredPrice>(PATH, { ...change }), [], onSet);
}
