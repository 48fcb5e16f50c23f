import type { TurnOrder } from '../../../api/figures';

/** What can come first, as the API calls it. */
export const ORDERS = ['cost', 'duration', 'errors', 'recent'] as const satisfies readonly TurnOrder[];

/** What people call it. */
export const ORDER_NAMES: Readonly<Record<TurnOrder, string>> = {
  cost: 'Dearest',
  duration: 'Longest',
  errors: 'Most errors',
  recent: 'Latest',
};
