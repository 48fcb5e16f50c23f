import { Input } from '@cloudflare/kumo/components/input';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { dimensionsQuery } from '../api/figures';
import type { Dimensions } from '../api/types';
import { Answer } from '../components/answer';
import { Choice } from '../components/choice';
import { filterLabel, valueName, valuesOf } from '../names';
import { COMMON_FILTERS, type FilterName, MAX_VALUES, withFilter } from '../scope';
import { changeScope, useScope, useSettledScope } from '../url-state';

/** More are found by typing. */
const SHOWN = 60;

/** What to narrow by, and to which values. The default export, for `lazy`. */
export default function FilterMenu() {
  const dimensions = useQuery(dimensionsQuery(useSettledScope()));
  return (
    <div className="mt-3">
      <Answer query={dimensions} what="the filters">
        {(data) => <Menu dimensions={data} />}
      </Answer>
    </div>
  );
}

function Menu({ dimensions }: { dimensions: Dimensions }) {
  const names: readonly FilterName[] = [
    ...COMMON_FILTERS.filter((name) => name !== 'source'),
    ...dimensions.attributes.map((attribute): FilterName => `label.${attribute}`),
  ];
  const [name, setName] = useState<FilterName>('user');
  return (
    <div className="flex flex-col gap-3">
      <Choice
        label="Filter by"
        isLabelHidden
        options={names.map((one) => ({ value: one, label: filterLabel(one) }))}
        value={name}
        onChange={setName}
        testId="filter-by"
      />
      <Values key={name} name={name} dimensions={dimensions} />
    </div>
  );
}

function Values({ name, dimensions }: { name: FilterName; dimensions: Dimensions }) {
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text.trim().toLowerCase());
  const { filters } = useScope();
  const chosen = filters[name] ?? [];
  const all = allValues(dimensions, name, chosen);
  const found = all.filter((value) => textOf(dimensions, name, value).toLowerCase().includes(wanted));
  const label = filterLabel(name).toLowerCase();
  const choose = (value: string, isChosen: boolean) =>
    changeScope({
      filters: withFilter(
        filters,
        name,
        isChosen ? [...chosen, value].slice(0, MAX_VALUES) : chosen.filter((one) => one !== value),
      ),
    });
  return (
    <>
      <Input
        aria-label={`Find a ${label}`}
        placeholder="Find"
        autoComplete="off"
        value={text}
        onChange={({ target }) => setText(target.value)}
        data-testid="filter-find"
      />
      <ul className="-mx-1 max-h-64 overflow-y-auto" aria-label={filterLabel(name)}>
        {found.slice(0, SHOWN).map((value) => (
          <li key={value}>
            <label className="flex cursor-pointer items-center gap-2 rounded-md px-1 py-1 text-sm hover:bg-kumo-tint">
              <input
                type="checkbox"
                checked={chosen.includes(value)}
                onChange={({ target }) => choose(value, target.checked)}
                className="size-4 shrink-0 accent-kumo-brand"
                data-testid="filter-value"
                value={value}
              />
              <span className="truncate" title={textOf(dimensions, name, value)}>
                {textOf(dimensions, name, value)}
              </span>
            </label>
          </li>
        ))}
      </ul>
      <p className="text-sm text-kumo-subtle empty:hidden" role="status">
        {remark(found.length, all.length, label, dimensions.truncated)}
      </p>
    </>
  );
}

/** What is chosen stands among the values also when these days have nothing of it, so that it can be taken back. */
function allValues(dimensions: Dimensions, name: FilterName, chosen: readonly string[]): readonly string[] {
  const values = valuesOf(dimensions, name);
  const isLabel = name !== 'user' && name !== 'model';
  const withNone = isLabel && values.length > 0 && !values.includes('') ? [...values, ''] : values;
  return [...chosen.filter((value) => !withNone.includes(value)), ...withNone];
}

function textOf(dimensions: Dimensions, name: FilterName, value: string): string {
  const person = name === 'user' ? dimensions.users.find(({ user }) => user === value)?.name : undefined;
  return person == null ? valueName(name, value) : `${person} (${value})`;
}

function remark(found: number, all: number, label: string, isTruncated: boolean): string {
  if (all === 0) {
    return `Nothing is labelled with a ${label}.`;
  }
  if (found === 0) {
    return `No ${label} has this text.`;
  }
  if (found > SHOWN) {
    return `${SHOWN} of ${found}: type to find others.`;
  }
  return isTruncated ? 'There may be more than are listed.' : '';
}
