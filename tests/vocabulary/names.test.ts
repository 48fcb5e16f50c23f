// The vocabulary has every name that was ever recorded: a client that says something new fails here first.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { entries } from '../reference/records.ts';
import { root } from '../support/product.ts';
import { recorded } from '../support/recorded.ts';
import { EVENTS, EVERY_EVENT } from './events.ts';
import { METRICS } from './metrics.ts';
import { COMMON, RESOURCE } from './origin.ts';
import { EVERY_SPAN, SPAN_EVENTS, SPANS } from './spans.ts';

const known = {
  traces: (name: string) => SPANS[name] && { ...COMMON, ...EVERY_SPAN, ...SPANS[name].attributes },
  logs: (name: string) => EVENTS[name] && { ...COMMON, ...EVERY_EVENT, ...EVENTS[name].attributes },
  metrics: (name: string) => METRICS[name] && { ...COMMON, ...METRICS[name].read, ...METRICS[name].dropped },
};

test('every name of a recorded request', () => {
  const missing = new Set<string>();
  const check = (where: string, keys: string[], names: object | undefined) => {
    if (!names) missing.add(where);
    else for (const key of keys) if (!(key in names)) missing.add(`${where}: ${key}`);
  };
  for (const request of recorded) {
    for (const entry of entries(request)) {
      check('resource', entry.resource.keys, RESOURCE);
      check(entry.name, entry.attributes.keys, known[entry.signal](entry.name));
      if (entry.signal !== 'traces') continue;
      for (const event of entry.events) {
        const where = `${entry.name} / ${event.name}`;
        check(where, event.attributes.keys, SPAN_EVENTS[where]);
      }
    }
  }
  expect([...missing].sort()).toEqual([]);
});

// It was made from more requests than are kept here.
test("every name of the recordings' reference", () => {
  const reference = readFileSync(join(root, 'tests/fixtures/README.md'), 'utf8');
  const missing: string[] = [];
  let section = '';
  let names: object | undefined = {};
  let where = '';
  for (const line of reference.split('\n')) {
    const [, letter] = /^## ([A-G])\. /.exec(line) ?? [];
    if (letter) {
      section = letter;
      where = letter;
      names = { A: RESOURCE, B: COMMON }[letter];
    }
    const [, heading] = /^####? `([^`]+)`/.exec(line) ?? [];
    if (heading && 'DEF'.includes(section)) {
      where = heading;
      if (heading.includes(' / ')) names = SPAN_EVENTS[heading];
      else if (section === 'D') names = known.traces(heading);
      else if (section === 'E') names = known.metrics(heading);
      else names = known.logs(heading.replace('claude_code.', ''));
      if (!names) missing.push(heading);
    }
    const [, attribute] = /^\| `([^`]+)` \| \w+ \| /.exec(line) ?? [];
    if (attribute && names && 'ABDEF'.includes(section) && section && !(attribute in names)) {
      missing.push(`${where}: ${attribute}`);
    }
  }
  expect(missing).toEqual([]);
});
