import { filterLabel } from '../names';
import { type Column, text } from '../tables/column';
import type { View } from '../url-state';
import type { Grouping } from './grouping';
import { NarrowLink } from './narrow-link';

/** What a row is about, each leading to the figures of it alone; `view`: how the page is looked at there. */
export function groupColumn<Row extends { readonly key: string }>(
  by: Grouping,
  names: ReadonlyMap<string, string>,
  view: View,
): Column<Row> {
  return text(
    'key',
    filterLabel(by),
    ({ key }) => key,
    ({ key }) => <NarrowLink name={by} value={key} text={names.get(key) ?? key} view={view} />,
  );
}
