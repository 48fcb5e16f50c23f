/** What was used, and what the clients said it cost: two lists of the API, one table. */

import type { ReportedCost } from '../../../api/types';
import { type Column, counted, dollars } from '../../../tables/column';

/** One name; what only one of the two lists tells is `undefined` from the other. */
export interface Costed<Use> {
  readonly name: string;
  readonly use: Use | undefined;
  readonly cost: ReportedCost | undefined;
}

/** Joins by name. Costs under a name that was not counted otherwise, as redacted ones are, have a row of their own. */
export function withCosts<Use extends { readonly name: string }>(
  uses: readonly Use[],
  costs: readonly ReportedCost[],
): readonly Costed<Use>[] {
  const costOf = new Map(costs.map((cost) => [cost.name, cost]));
  const used = new Set(uses.map(({ name }) => name));
  return [
    ...uses.map((use) => ({ name: use.name, use, cost: costOf.get(use.name) })),
    ...costs.filter(({ name }) => !used.has(name)).map((cost) => ({ name: cost.name, use: undefined, cost })),
  ];
}

const COSTS: readonly Column<{ readonly cost: ReportedCost | undefined }>[] = [
  counted('requests', 'Requests', ({ cost }) => cost?.requests ?? null),
  dollars('reported_cost_usd', 'Cost', ({ cost }) => cost?.reported_cost_usd ?? null),
];

/** Columns with those of what model requests on behalf of it cost, where any cost is told. */
export function costedColumns<Use>(
  columns: readonly Column<Costed<Use>>[],
  costs: readonly ReportedCost[],
): readonly Column<Costed<Use>>[] {
  return costs.length === 0 ? columns : [...columns, ...COSTS];
}
