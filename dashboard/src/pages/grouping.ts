/** What figures are grouped by, and what groups are called. */

import type { Usage } from '../api/types';
import { filterLabel, valueName } from '../names';
import { type FilterName, isFilterName } from '../scope';

/** Everything that figures can be grouped by is also something to narrow them by. */
export type Grouping = FilterName;

/** The grouping that an address names. */
export function readGrouping(text: string | undefined, byDefault: Grouping): Grouping {
  return text !== undefined && isFilterName(text) ? text : byDefault;
}

/** The grouping of an answer. */
export function groupingOf({ group_by }: Usage): Grouping {
  return readGrouping(group_by, 'model');
}

/** A group as the API tells it. */
export interface Group {
  readonly key: string;
  /** Of users, where it is known. */
  readonly name?: string;
}

function groupName(by: Grouping, { key, name }: Group): string {
  return name ?? valueName(by, key);
}

/** What each group is called, by its key; where two have the same name, with the key. */
export function groupNames(by: Grouping, groups: readonly Group[]): ReadonlyMap<string, string> {
  const timesNamed = new Map<string, number>();
  for (const group of groups) {
    const name = groupName(by, group);
    timesNamed.set(name, (timesNamed.get(name) ?? 0) + 1);
  }
  return new Map(
    groups.map((group) => {
      const name = groupName(by, group);
      return [group.key, timesNamed.get(name) === 1 ? name : `${name} (${group.key})`];
    }),
  );
}

const PLURALS: Readonly<Record<string, string>> = {
  user: 'Users',
  model: 'Models',
  source: 'Sources',
  team: 'Teams',
  department: 'Departments',
  cost_center: 'Cost centres',
  repository: 'Repositories',
  environment: 'Environments',
};

/** What the groups are together; an org's own labels by their attribute. */
export function groupsTitle(by: Grouping): string {
  return PLURALS[by] ?? filterLabel(by);
}
