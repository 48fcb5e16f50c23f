import type { Dimensions } from '../../../api/types';
import { filterLabel, valuesOf } from '../../../names';
import type { FilterName } from '../../../scope';

/** What sessions can be labelled with. */
export interface Label {
  /** As filters and groupings of the API are called. */
  readonly name: FilterName;
  /** As people call it. */
  readonly title: string;
  /** What a client declares. */
  readonly attribute: string;
  /** The org lists it; the others are there for everybody. */
  readonly isOwn: boolean;
  /** Values that were reported. */
  readonly values: readonly string[];
}

/** The labels that every org has, and the resource attributes that they are read from (docs/DATA_MODEL.md). */
const STANDARD: readonly { readonly name: FilterName; readonly attribute: string }[] = [
  { name: 'department', attribute: 'department' },
  { name: 'team', attribute: 'team.id' },
  { name: 'cost_center', attribute: 'cost_center' },
  { name: 'environment', attribute: 'deployment.environment' },
  { name: 'repository', attribute: 'vcs.repository.name' },
];

/** Every label: those of all orgs, then the org's own. */
export function labelsOf(dimensions: Dimensions): readonly Label[] {
  const own = dimensions.attributes.map((attribute) => ({
    name: `label.${attribute}` as const,
    attribute,
  }));
  return [...STANDARD, ...own].map(({ name, attribute }) => ({
    name,
    title: filterLabel(name),
    attribute,
    isOwn: name.startsWith('label.'),
    values: valuesOf(dimensions, name).filter((value) => value !== ''),
  }));
}
