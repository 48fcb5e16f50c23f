/** What people call the keys of the API that this page shows. */

import type { Gap, Identity, Reporter, Signal } from '../../api/types';
import { counted } from '../../format';
import { sourceName, valueName } from '../../names';

export const SIGNALS: readonly {
  readonly signal: Signal;
  readonly name: string;
  readonly records: string;
}[] = [
  { signal: 'logs', name: 'Logs', records: 'log records' },
  { signal: 'traces', name: 'Traces', records: 'spans' },
  { signal: 'metrics', name: 'Metrics', records: 'exports' },
];

const GAPS: Readonly<Record<Gap, string>> = {
  email: 'E-mail address',
  session_id: 'Session id',
  repository: 'Repository',
  entrypoint: 'Entrypoint',
  team: 'Team or another label',
  logs: 'Logs',
  traces: 'Traces',
  metrics: 'Metrics',
};

const REFUSED: Readonly<Record<Signal, readonly [one: string, many: string]>> = {
  logs: ['log record', 'log records'],
  traces: ['span', 'spans'],
  metrics: ['data point', 'data points'],
};

/** So many records of a signal; what cannot be decoded is refused as a whole, and nobody knows how many it had. */
export function refusedRecords(signal: Signal, reason: string, records: number): string {
  const [one, many] = REFUSED[signal] ?? ['record', 'records'];
  if (reason !== 'undecodable') return counted(records, one, many);
  return counted(records, `export of ${many}`, `exports of ${many}`);
}

/** What is not told. */
export function gapName(what: Gap): string {
  return GAPS[what] ?? what;
}

const IDENTITIES: Readonly<Record<Identity, string>> = {
  work_email: 'Work e-mail',
  email: 'E-mail',
  enduser: 'enduser.id',
  account: 'Account',
  installation: 'Installation',
  process_owner: 'Process owner',
  nobody: 'Nothing',
};

/** What a user is known by. */
export function identityName(identity: Identity): string {
  return IDENTITIES[identity] ?? identity;
}

const REASONS: Readonly<Record<string, string>> = {
  trace_id: 'No valid trace id',
  span_id: 'No valid span id',
  parent_span_id: 'No valid parent span id',
  time_missing: 'No time',
  time_malformed: 'Time is no number',
  time_unbelievable: 'Time not to be believed',
  temporality: 'Neither delta nor cumulative',
  value: 'Value counts nothing',
  cost: 'Cost out of bounds',
  undecodable: 'Could not be decoded',
  too_many: 'Too many data points',
};

/** Why records were refused; a newer reason shows under its own key. */
export function reasonName(reason: string): string {
  return REASONS[reason] ?? reason;
}

/** What to call somebody who reports. */
export function personName({ user, name }: Pick<Reporter, 'user' | 'name'>): string {
  return name ?? userName(user);
}

export function userName(user: string): string {
  return valueName('user', user);
}

export function sourceNames(sources: readonly string[]): string {
  return sources.map(sourceName).join(', ');
}
