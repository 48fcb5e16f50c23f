/** What people call the keys of the API. */

import type { Dimensions } from './api/types';
import type { FilterName } from './scope';

/** Every source that docs/API.md lists, in the order of the filter bar; a new one shows under its own key. */
export const SOURCES: readonly { readonly source: string; readonly name: string }[] = [
  { source: 'cli', name: 'Claude Code' },
  { source: 'vscode', name: 'VS Code' },
  { source: 'agent_sdk', name: 'Agent SDK' },
  { source: 'desktop', name: 'Desktop' },
  { source: 'cowork', name: 'Cowork' },
  { source: 'office', name: 'Office' },
  { source: 'cloud', name: 'Cloud' },
  { source: 'other', name: 'Other' },
];

export function sourceName(key: string): string {
  return SOURCES.find(({ source }) => source === key)?.name ?? (key === '' ? 'Unknown' : key);
}

const FILTERS: Readonly<Record<string, string>> = {
  source: 'Source',
  user: 'User',
  team: 'Team',
  department: 'Department',
  cost_center: 'Cost centre',
  repository: 'Repository',
  model: 'Model',
  environment: 'Environment',
};

/** What a filter, and a grouping by the same thing, is called; an org's own labels by their attribute. */
export function filterLabel(name: FilterName): string {
  return FILTERS[name] ?? name.slice('label.'.length);
}

/** The id of who has told no address: a hash, whose beginning is enough to tell people apart. */
const HASH = /^[0-9a-f]{32,}$/;

/** What a value of a filter is called; the empty one is what has none. */
export function valueName(name: FilterName, value: string): string {
  if (name === 'source') {
    return sourceName(value);
  }
  if (name === 'user' && HASH.test(value)) {
    return `${value.slice(0, 12)}…`;
  }
  if (value !== '') {
    return value;
  }
  return name === 'user' ? 'Unknown' : `No ${filterLabel(name).toLowerCase()}`;
}

/** What can be chosen of a filter, as the API lists it. */
export function valuesOf(dimensions: Dimensions, name: FilterName): readonly string[] {
  switch (name) {
    case 'source':
      return dimensions.sources;
    case 'user':
      return dimensions.users.map(({ user }) => user);
    case 'model':
      return dimensions.models;
    case 'team':
      return dimensions.teams;
    case 'department':
      return dimensions.departments;
    case 'cost_center':
      return dimensions.cost_centers;
    case 'repository':
      return dimensions.repositories;
    case 'environment':
      return dimensions.environments;
    default:
      return dimensions.labels[name.slice('label.'.length)] ?? [];
  }
}
