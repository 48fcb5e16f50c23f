// What a page of the dashboard costs to read, in an org of a thousand people with a quarter's history.
//
// The history is made up (history.mjs). Of what is neither daily nor shown on a page of its own (spans, events,
// session_day) there are no rows: nothing here reads them, but for the session that is sent at the end.

import { quantile } from './figures.mjs';
import { History, load } from './history.mjs';
import { freshCopies, packAll } from './payloads.mjs';
import { pass } from './rollup.mjs';

/** @typedef {import('./worker.mjs').Worker} Worker */

const SIZE = { users: 1000, days: 90, turnDays: 30 };
const RUNS = 11;
const DAY_MS = 86_400_000;

/** @param {number} day */
const date = (day) => new Date(day * DAY_MS).toISOString().slice(0, 10);

/**
 * What is asked, by what it is called.
 *
 * @param {number} today
 * @param {string} user
 * @returns {Record<string, string>}
 */
function questions(today, user) {
  /** @param {number} days */
  const last = (days) => `from=${date(today - days + 1)}&to=${date(today)}`;
  const month = last(30);
  const quarter = last(90);
  return {
    'usage, 30 days by day': `usage?${month}`,
    'usage, 90 days by day': `usage?${quarter}`,
    'usage by user': `usage?${month}&group_by=user`,
    'usage, 90 days by user': `usage?${quarter}&group_by=user`,
    'usage by user, top=8': `usage?${month}&group_by=user&top=8`,
    'usage by model': `usage?${month}&group_by=model`,
    'usage by source': `usage?${month}&group_by=source`,
    'usage by team': `usage?${month}&group_by=team`,
    'usage by repository': `usage?${month}&group_by=repository`,
    'usage, compare=previous': `usage?${month}&compare=previous`,
    'usage of a user': `usage?${month}&user=${encodeURIComponent(user)}`,
    'usage of a team': `usage?${month}&team=payments`,
    'usage of a team by user': `usage?${month}&team=payments&group_by=user`,
    'usage of a model': `usage?${month}&model=claude-opus-5-5`,
    'usage of a source': `usage?${month}&source=vscode`,
    quality: `quality?${month}`,
    'quality, 90 days': `quality?${quarter}`,
    'quality by team': `quality?${month}&group_by=team`,
    'quality, compare=previous': `quality?${month}&compare=previous`,
    'quality by user': `quality?${month}&group_by=user`,
    'quality of a team': `quality?${month}&team=payments`,
    'quality of a user': `quality?${month}&user=${encodeURIComponent(user)}`,
    activity: `activity?${month}`,
    'activity, 90 days': `activity?${quarter}`,
    'activity of a team': `activity?${month}&team=payments`,
    'turns, dearest of 7 days': `turns?${last(7)}&order=cost`,
    'turns, longest': `turns?${last(7)}&order=duration`,
    'turns, most errors': `turns?${last(7)}&order=errors`,
    'turns, latest': `turns?${last(7)}&order=recent`,
    'turns, dearest of 30 days': `turns?${month}&order=cost`,
    'turns of a team': `turns?${last(7)}&order=cost&team=payments`,
    'health, 7 days': 'health',
    'health, 30 days': `health?${month}`,
    dimensions: 'dimensions',
    prices: 'prices',
    me: 'me',
    'export.csv, 7 days': `export.csv?${last(7)}`,
    'export.csv, 30 days by team': `export.csv?${month}&group_by=team,model`,
    'openapi.json': 'openapi.json',
  };
}

/** @param {Worker} worker @param {(line: string) => void} onLine */
export async function readApi(worker, onLine) {
  const token = await worker.org();
  const today = Math.floor(Date.now() / DAY_MS);
  const history = new History({ ...SIZE, lastDay: today });
  const began = performance.now();
  const rows = await load(worker.db, 1, history, (_, left) => onLine(`${left} days left to write`));
  const loadSeconds = (performance.now() - began) / 1000;
  const bytes = await worker.size();

  const cookie = await worker.signIn(1);
  const answers = [];
  for (const [name, question] of Object.entries(questions(today, 'person2@example.com'))) {
    onLine(name);
    const path = `/api/v1/${question}`;
    const first = await worker.get(path, cookie);
    const more = [];
    // What is not there does not become faster.
    for (let i = 0; i < RUNS && first.status === 200; i++) more.push(await worker.get(path, cookie));
    const times = (more.length > 0 ? more : [first]).map(({ ms }) => ms);
    answers.push({
      name,
      path,
      status: first.status,
      medianMs: quantile(times),
      p90Ms: quantile(times, 0.9),
      read: first.cost?.read,
      calls: first.cost?.calls,
      kilobytes: first.bytes / 1000,
    });
  }

  onLine('the cron');
  const passes = [];
  for (const name of ['nothing new', 'nothing new, again']) passes.push({ name, ...(await pass(worker)) });
  const session = packAll(freshCopies('traces', { sessions: 'new' })).slice(0, 1);
  await worker.sendAll(token, session);
  passes.push({ name: 'one session touched', ...(await pass(worker)) });

  return { size: SIZE, runs: RUNS, rows, bytes, loadSeconds, answers, passes };
}
