// An independent count of recorded requests: each session's day by what each signal tells of it, of several
// signals the one that saw the most, summed up. It shares no code and no SQL with the product.

import type { Recorded, Signal } from '../support/recorded.ts';
import { FIGURES, type Figure, type Figures, noFigures, TOKENS } from './figures.ts';
import { type Entry, entries, type Point, type Span } from './records.ts';
import { Session, sessionOf } from './session.ts';
import { Sum, TALLIES, type Tally } from './tally.ts';
import { Told, whole } from './told.ts';

export interface Reference {
  /** By `day model rate`. */
  daily: Map<string, Figures>;
  /** By `tally day name detail`. */
  tallies: Map<string, Sum>;
}

const DAY_MS = 86_400_000;

/** Of two signals that saw as much, the first is believed. */
const SIGNALS: readonly Signal[] = ['logs', 'traces', 'metrics'];
const SIGNAL_CODES = { logs: 1, traces: 2, metrics: 3 };

interface Fact {
  /** Its code in the tally of authorities; 0: not told there. */
  code: number;
  /** How much of it a signal saw. */
  seen: (told: Told) => number;
  /** What is believed of the signal that saw the most. */
  figures: readonly Figure[];
}

const FACTS: Fact[] = [
  { code: 1, seen: (told) => told.amount('requests'), figures: ['requests'] },
  { code: 2, seen: (told) => told.amount('errors'), figures: ['errors'] },
  { code: 3, seen: (told) => told.amount(...TOKENS), figures: [...TOKENS, 'cache_creation_1h_tokens'] },
  { code: 4, seen: (told) => told.amount('cost_nanos'), figures: ['cost_nanos'] },
  { code: 5, seen: (told) => told.amount('prompts'), figures: ['prompts'] },
  { code: 6, seen: (told) => told.amount('tool_runs'), figures: ['tool_runs', 'tool_errors'] },
  { code: 7, seen: (told) => told.count('Decision'), figures: ['approvals', 'rejections'] },
  { code: 0, seen: (told) => told.amount('retries'), figures: ['retries'] },
];

const METRICS_ALONE: readonly Figure[] = [
  'lines_added',
  'lines_removed',
  'commits',
  'pull_requests',
  'active_user_ms',
  'active_cli_ms',
];

/** Counted whatever the other signals say, or once for a session's day. */
const NOT_BY_AUTHORITY: ReadonlySet<Tally> = new Set(['Record', 'Version', 'Gap', 'Authority']);

/** What a session did on a day. */
class SessionDay {
  readonly told: Record<Signal, Told> = { logs: new Told(), traces: new Told(), metrics: new Told() };
  readonly session: Session;
  readonly day: number;

  constructor(session: Session, day: number) {
    this.session = session;
    this.day = day;
  }

  /** The signal that saw the most. */
  private most(seen: (told: Told) => number): Signal {
    return SIGNALS.reduce((best, signal) =>
      seen(this.told[signal]) > seen(this.told[best]) ? signal : best,
    );
  }

  private sessions(): number {
    const { logs, traces, metrics } = this.told;
    // Events and metrics name a start under the same session, spans under the one that a resumed process
    // goes on with, so spans are asked only when they are alone.
    if (logs.records + metrics.records > 0) {
      return Math.max(0, logs.starts - metrics.views, metrics.starts);
    }
    if (traces.amount('prompts') > 0) return traces.starts;
    // A killed client's turn has no interaction span, but it was a session.
    return traces.amount('requests', 'errors', 'tool_runs') > 0 ? 1 : 0;
  }

  addTo({ daily, tallies }: Reference) {
    const figure = (model: string, name: Figure, value: number) => {
      const row = daily.get(`${this.day} ${model}`) ?? noFigures();
      row[name] += value;
      daily.set(`${this.day} ${model}`, row);
    };
    const tally = (kind: Tally, key: string, sum: Sum) => {
      const at = `${kind} ${this.day} ${key}`;
      const row = tallies.get(at) ?? new Sum();
      row.add(sum);
      tallies.set(at, row);
    };
    const once = (kind: Tally, name: string, detail: number | string) => {
      const sum = new Sum();
      sum.count = 1;
      tally(kind, `${name} ${detail}`, sum);
    };

    for (const { code, seen, figures } of FACTS) {
      const signal = this.most(seen);
      if (code > 0 && seen(this.told[signal]) > 0) once('Authority', '', code * 10 + SIGNAL_CODES[signal]);
      for (const [model, row] of this.told[signal].figures) {
        for (const name of figures) figure(model, name, row[name]);
      }
    }
    for (const [model, row] of this.told.metrics.figures) {
      for (const name of METRICS_ALONE) figure(model, name, row[name]);
    }
    figure(' 0', 'sessions', this.sessions());

    for (const kind of Object.keys(TALLIES) as Tally[]) {
      // A tool's error is told by the signal that tells its run.
      const by = kind === 'ToolError' ? 'ToolRun' : kind;
      const believed = NOT_BY_AUTHORITY.has(kind) ? SIGNALS : [this.most((told) => told.count(by))];
      for (const signal of believed) {
        for (const [key, sum] of this.told[signal].tallies.get(kind) ?? []) tally(kind, key, sum);
      }
    }

    const { email, repository, entrypoint, labelled, version, os, id } = this.session;
    once('Version', version, os);
    const told = [
      email,
      id.startsWith('id '),
      repository,
      entrypoint,
      labelled,
      ...SIGNALS.map((signal) => this.told[signal].records > 0),
    ];
    for (const [index, is] of told.entries()) if (!is) once('Gap', '', index + 1);
  }
}

/** The same for a record that is sent again. */
function sameness(entry: Entry): string {
  const session = sessionOf(entry);
  switch (entry.signal) {
    case 'traces':
      return `span ${entry.traceId} ${entry.spanId}`;
    case 'logs': {
      const sequence = entry.attributes.text('event.sequence') ?? entry.attributes.identity;
      return `log ${session} ${entry.timeMs} ${sequence}`;
    }
    case 'metrics':
      return `point ${session} ${entry.name} ${entry.startMs} ${entry.timeMs} ${entry.attributes.identity}`;
  }
}

/** Every record once, in the order of time. */
function once(requests: readonly Recorded[]): Entry[] {
  const found = new Map<string, Entry>();
  for (const request of requests) for (const entry of entries(request)) found.set(sameness(entry), entry);
  return [...found.values()].sort((a, b) => time(a) - time(b));
}

/** A span belongs to the day in which it ended. */
const time = (entry: Entry) => (entry.signal === 'traces' ? entry.endMs : entry.timeMs);

/** Totals that have been seen, by their series: a total counts for what it adds to the largest before it. */
class Totals {
  private readonly largest = new Map<string, number>();

  increment(point: Point): number {
    const value = whole(point);
    if (!point.cumulative) return value;
    const series = `${sessionOf(point)} ${point.name} ${point.startMs} ${point.attributes.identity}`;
    const before = this.largest.get(series) ?? 0;
    this.largest.set(series, Math.max(before, value));
    return Math.max(0, value - before);
  }
}

/** What these requests must add up to in an org that received them, in any order, any number of times. */
export function count(requests: readonly Recorded[]): Reference {
  const all = once(requests);
  const tools = new Map<string, Span>();
  const sessions = new Map<string, Session>();
  for (const entry of all) {
    const id = sessionOf(entry);
    const session = sessions.get(id) ?? new Session(id);
    session.see(entry);
    sessions.set(id, session);
    if (entry.signal === 'traces' && entry.name === 'claude_code.tool') tools.set(entry.spanId, entry);
  }

  const days = new Map<string, SessionDay>();
  const totals = new Totals();
  for (const entry of all) {
    const day = Math.floor(time(entry) / DAY_MS);
    const id = sessionOf(entry);
    const session = sessions.get(id) as Session;
    const sessionDay = days.get(`${day} ${id}`) ?? new SessionDay(session, day);
    days.set(`${day} ${id}`, sessionDay);
    const told = sessionDay.told[entry.signal];
    if (entry.signal === 'logs') told.log(entry);
    else if (entry.signal === 'metrics') told.point(entry, totals.increment(entry));
    else told.span(entry, tools.get(entry.parentId ?? '')?.attributes.text('tool_name') ?? '');
  }

  const reference: Reference = { daily: new Map(), tallies: new Map() };
  for (const sessionDay of days.values()) sessionDay.addTo(reference);
  for (const [key, row] of reference.daily) {
    if (FIGURES.every((figure) => row[figure] === 0)) reference.daily.delete(key);
  }
  for (const [key, { count }] of reference.tallies) if (count === 0) reference.tallies.delete(key);
  return reference;
}
