/**
 * Which figures are asked for: the days, the filters, and whether the days before are told as well. All pages of
 * figures share one scope, in the same parameters as the API's (docs/API.md, "Which figures").
 */

import { type DayRange, lengthOf, MAX_RANGE_DAYS, parseDay } from './days';

/** What every org can filter on, in the order of the menu. */
export const COMMON_FILTERS = [
  'source',
  'user',
  'team',
  'department',
  'cost_center',
  'repository',
  'model',
  'environment',
] as const;

/** A parameter of the API that narrows figures; an org's own labels come after `label.`. */
export type FilterName = (typeof COMMON_FILTERS)[number] | `label.${string}`;

/** The values asked for, of each parameter: any of them matches. No parameter has an empty list. */
export type Filters = Readonly<Partial<Record<FilterName, readonly string[]>>>;

export interface Scope {
  /** `undefined`: none was chosen, or what the address says is no range that the API would answer. */
  readonly range: DayRange | undefined;
  readonly filters: Filters;
  /** The range of equal length right before is told, too. */
  readonly isCompared: boolean;
}

/** A scope whose days are settled: what queries are made of. */
export interface SettledScope extends Scope {
  readonly range: DayRange;
}

export const EVERYTHING: Scope = { range: undefined, filters: {}, isCompared: false };

/** As many values of a parameter as the API takes. */
export const MAX_VALUES = 50;

/** Is this a parameter of the scope? All others belong to the page. */
export function isScopeParameter(name: string): boolean {
  return name === 'from' || name === 'to' || name === 'compare' || isFilterName(name);
}

export function isFilterName(name: string): name is FilterName {
  return COMMON_FILTERS.some((filter) => filter === name) || name.startsWith('label.');
}

/** Reads the scope of an address; what it does not understand is left out. */
export function readScope(parameters: URLSearchParams): Scope {
  const filters: Partial<Record<FilterName, readonly string[]>> = {};
  for (const name of new Set(parameters.keys())) {
    if (isFilterName(name)) {
      filters[name] = [...new Set(parameters.getAll(name))].slice(0, MAX_VALUES);
    }
  }
  return {
    range: readRange(parameters.get('from'), parameters.get('to')),
    filters,
    isCompared: parameters.get('compare') === 'previous',
  };
}

function readRange(fromText: string | null, toText: string | null): DayRange | undefined {
  const from = parseDay(fromText);
  const to = parseDay(toText);
  if (from === undefined || to === undefined) {
    return undefined;
  }
  const days = lengthOf({ from, to });
  return days >= 1 && days <= MAX_RANGE_DAYS ? { from, to } : undefined;
}

/** Writes the scope into a query string: the dashboard's own, and any call of the API. */
export function writeScope(scope: Scope, parameters: URLSearchParams): void {
  if (scope.range !== undefined) {
    parameters.set('from', scope.range.from);
    parameters.set('to', scope.range.to);
  }
  for (const name of filterNames(scope.filters)) {
    for (const value of scope.filters[name] ?? []) {
      parameters.append(name, value);
    }
  }
  if (scope.isCompared) {
    parameters.set('compare', 'previous');
  }
}

/** The parameters that narrow, in the order of the menu, own labels last. */
export function filterNames(filters: Filters): readonly FilterName[] {
  const place = (name: FilterName) => {
    const index = COMMON_FILTERS.indexOf(name as (typeof COMMON_FILTERS)[number]);
    return index < 0 ? COMMON_FILTERS.length : index;
  };
  return (Object.keys(filters) as FilterName[]).sort(
    (one, other) => place(one) - place(other) || one.localeCompare(other),
  );
}

/** The same filters but for one parameter; no values: it narrows nothing any more. */
export function withFilter(filters: Filters, name: FilterName, values: readonly string[]): Filters {
  const { [name]: _, ...others } = filters;
  return values.length === 0 ? others : { ...others, [name]: values };
}
