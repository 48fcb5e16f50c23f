// Weeks of an org's use, made up straight as the daily tables hold them, so that reading can be measured and
// tested at the size of a large org without sending and folding millions of records first.
//
// All is drawn from a seed: the same parameters make the same rows. `user` -1 holds the exact sums of
// everybody's rows, as the rollup leaves them.

import { createHash } from 'node:crypto';
import { Random } from '../sample/random.mjs';

/**
 * @typedef {object} Size
 * @property {number} users
 * @property {number} days
 * @property {number} turnDays of the last days there are turns, sessions and refusals, too: what is not daily is kept for less long
 * @property {number} lastDay UTC days since 1970-01-01
 * @property {string} [seed]
 */

/** @typedef {(number | string | null)[]} Row */

/**
 * What one day adds to the tables; the first columns, org and day, are left out where all rows share them.
 *
 * @typedef {object} Day
 * @property {number} day
 * @property {Row[]} daily
 * @property {Row[]} tally
 * @property {Row[]} turn
 * @property {Row[]} session
 * @property {Row[]} refusal
 */

// The codes of src/rollup/tally.rs, src/telemetry and src/pricing.
const LATENCY = 1;
const TTFT = 2;
const TOOL_RUN = 3;
const DECISION = 4;
const WAITING = 5;
const EDIT = 6;
const API_ERROR = 7;
const API_ERROR_CLASS = 8;
const TOOL_ERROR = 9;
const REFUSAL = 10;
const HOOK = 11;
const TURN = 12;
const PROMPT_HOUR = 13;
const SLASH_COMMAND = 14;
const SKILL = 15;
const PLUGIN = 16;
const MCP_SERVER = 17;
const SUBAGENT = 18;
const COMPACTION = 19;
const PERMISSION_MODE = 20;
const MENTION = 21;
const AGENT_COST = 22;
const SKILL_COST = 23;
const RECORD = 26;
const VERSION = 27;
const GAP = 28;
const AUTHORITY = 29;

const EVERYBODY = -1;
const NO_COHORT = 0;
const CONFIG = 1;
const HOOK_DECIDER = 2;
const USER_PERMANENT = 3;
const USER_TEMPORARY = 4;
const USER_ABORT = 5;
const USER_REJECT = 6;
const LOGS = 1;
const TRACES = 2;
const METRICS = 3;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const FACTOR = Math.log(1.1);
const BUCKETS = 220;
/** What the buckets stand for, in ms. */
const VALUES = Array.from({ length: BUCKETS }, (_, i) => Math.round((2 * 1.1 ** i) / 2.1));

/** Nano-dollars per token: input, output, cache read; and the day since which there is the model. */
const MODELS = {
  'claude-opus-5-5': { price: [4000, 20_000, 200], since: 20_697, before: 'claude-opus-5' },
  'claude-sonnet-5-5': { price: [2000, 10_000, 100], since: 20_697, before: 'claude-sonnet-5' },
  'claude-haiku-5-5': { price: [100, 500, 10], since: 20_733, before: 'claude-haiku-4-5' },
  'claude-opus-5': { price: [5000, 25_000, 500], since: 0, before: '' },
  'claude-sonnet-5': { price: [2000, 10_000, 200], since: 0, before: '' },
  'claude-haiku-4-5': { price: [1000, 5000, 100], since: 0, before: '' },
};
/** @typedef {keyof typeof MODELS} Model */

/** Since the newest models came out, one after the other. @param {Model} model @param {number} day @returns {Model} */
const asOf = (model, day) =>
  MODELS[model].since <= day ? model : /** @type {Model} */ (MODELS[model].before);

const SOURCES = { cli: 1, vscode: 2, agent_sdk: 3, cowork: 5 };

const TEAMS = {
  payments: ['engineering', 'eng-110'],
  storefront: ['engineering', 'eng-120'],
  search: ['engineering', 'eng-130'],
  mobile: ['engineering', 'eng-140'],
  platform: ['infrastructure', 'inf-210'],
  network: ['infrastructure', 'inf-220'],
  security: ['infrastructure', 'inf-230'],
  insights: ['research', 'res-900'],
  models: ['research', 'res-910'],
  design: ['product', 'pro-300'],
  growth: ['product', 'pro-310'],
  support: ['operations', 'ops-400'],
};
const REPOSITORIES = 40;

/** Tools: how often in a prompt, the median of a run in ms, and whether there is something to ask. */
const TOOLS = /** @type {const} */ ([
  ['Read', 2.6, 12, false],
  ['Bash', 2.1, 900, true],
  ['Edit', 1.4, 35, true],
  ['Grep', 1.1, 45, false],
  ['Glob', 0.5, 30, false],
  ['TodoWrite', 0.5, 3, false],
  ['Write', 0.35, 28, true],
  ['Task', 0.15, 65_000, false],
  ['WebFetch', 0.12, 2400, true],
  ['WebSearch', 0.08, 3100, true],
  ['NotebookEdit', 0.04, 30, true],
  ['mcp__tracker__search', 0.15, 700, true],
]);
const LANGUAGES = ['TypeScript', 'Python', 'Go', 'Rust', 'Java', 'SQL', 'Markdown', 'YAML'];
const HOOKS = ['PreToolUse', 'PostToolUse', 'UserPromptSubmit', 'Stop'];
const SKILLS = ['review', 'release-notes', 'incident', 'sql-style'];
const COMMANDS = ['clear', 'compact', 'model', 'review', 'init'];
const AGENTS = ['Explore', 'Plan', 'general-purpose'];
const SERVERS = ['tracker', 'wiki', 'browser'];
const PLUGINS = ['house-style', 'deploy-tools'];
const TOOL_ERRORS = ['ShellError', 'FileNotFound', 'Timeout', 'InvalidInput'];
const VERSIONS = ['2.1.211', '2.1.214', '2.1.220', '2.1.226'];
const SYSTEMS = /** @type {const} */ (['darwin', 'linux', 'windows']);

/** Use on a day of the week, Sunday first. */
const WEEK = [0.03, 0.6, 0.63, 0.62, 0.61, 0.54, 0.04];

/** A word's id as src/telemetry/word.rs makes it. @param {string} text */
export function wordId(text) {
  if (text === '') return 0;
  const length = Buffer.alloc(8);
  length.writeBigUInt64BE(BigInt(Buffer.byteLength(text)));
  const digest = createHash('sha256').update(length).update(text).digest();
  return Number((digest.readBigUInt64BE() & 0x7fff_ffff_ffff_ffffn) >> 15n);
}

/** Counts in buckets, as src/rollup/distribution.rs keeps them. */
class Lengths {
  /** @type {Map<number, number>} */
  #buckets = new Map();
  count = 0;
  total = 0;

  /** Draws lengths whose logarithms are spread normally. @param {Random} random @param {number} times @param {number} median in ms @param {number} spread */
  draw(random, times, median, spread) {
    for (let i = 0; i < times; i++) {
      const bucket = Math.min(
        BUCKETS - 1,
        Math.max(0, Math.ceil((Math.log(median) + Math.log(spread) * random.normal()) / FACTOR)),
      );
      this.#buckets.set(bucket, (this.#buckets.get(bucket) ?? 0) + 1);
      this.count++;
      this.total += VALUES[bucket];
    }
    return this;
  }

  get buckets() {
    return this.#buckets;
  }
}

/** @param {Map<number, number>} buckets */
function written(buckets) {
  let text = '';
  for (const [bucket, count] of buckets) text += `${text ? ',' : '{'}"${bucket}":${count}`;
  return text ? `${text}}` : null;
}

/** The rows of everybody together, while a day is made. */
class Everybody {
  /** @type {Map<string, { key: number[], sums: number[], buckets: Map<number, number> | undefined }>} */
  #rows = new Map();

  /** @param {number[]} key @param {number[]} figures @param {Map<number, number>} [buckets] */
  add(key, figures, buckets) {
    const name = key.join();
    let row = this.#rows.get(name);
    if (!row) {
      row = { key, sums: figures.map(() => 0), buckets: buckets && new Map() };
      this.#rows.set(name, row);
    }
    for (let i = 0; i < figures.length; i++) row.sums[i] += figures[i];
    if (!buckets || !row.buckets) return;
    for (const [bucket, count] of buckets) row.buckets.set(bucket, (row.buckets.get(bucket) ?? 0) + count);
  }

  values() {
    return this.#rows.values();
  }
}

/** One org's history. */
export class History {
  /** @type {Map<number, string>} */
  #words = new Map();
  /** @type {Map<string, number>} */
  #ids = new Map();
  /** @type {Map<string, number>} by labels */
  #cohorts = new Map();

  /** @param {Size} size */
  constructor(size) {
    this.size = size;
    this.seed = size.seed ?? 'history';
    const repositories = Array.from(
      { length: REPOSITORIES },
      (_, i) => `acme/${i === 0 ? 'monorepo' : `service-${i}`}`,
    );
    const teams = Object.entries(TEAMS);
    this.people = Array.from({ length: size.users }, (_, i) => {
      const random = new Random(this.seed, 'person', i);
      const [team, [department, costCenter]] = teams[i % teams.length];
      const isKnown = !random.chance(0.03);
      const name = `Person ${i + 1}`;
      const source = random.weighted({ cli: 62, vscode: 27, agent_sdk: 3, cowork: 8 });
      // A team has four repositories of its own.
      const own = [0, 1, 2, 3].map((n) => repositories[(1 + (i % teams.length) * 3 + n) % REPOSITORIES]);
      const model = random.weighted({ 'claude-opus-5-5': 4, 'claude-sonnet-5-5': 5, 'claude-opus-5': 1 });
      return {
        user: this.word(isKnown ? `person${i + 1}@example.com` : random.hex(64)),
        rank: isKnown ? 5 : 2,
        name: isKnown ? this.word(name) : 0,
        labels: {
          cost_center: costCenter,
          department,
          environment: random.chance(0.9) ? 'development' : 'ci',
          team,
        },
        repositories:
          source === 'cowork' ? [''] : [...new Set([random.pick(own), random.pick(own), repositories[0]])],
        source: SOURCES[source],
        second: random.chance(0.15) ? SOURCES.vscode : undefined,
        model: /** @type {Model} */ (model),
        // A third of the people work with it now and then only.
        presence: random.chance(0.33) ? 0.45 : 1.25,
        diligence: random.around(10, 1.7),
        trust: random.pick([0.2, 0.5, 0.8]),
        fast: random.chance(0.1),
        language: random.pick(LANGUAGES),
        version: this.word(VERSIONS[Number(random.weighted({ 0: 1, 1: 2, 2: 3, 3: 6 }))]),
        os: this.word(random.pick(SYSTEMS)),
        utcOffset: random.pick([-8, -5, 0, 1, 1, 5.5]),
        tells: random.weighted({ all: 80, logs: 15, metrics: 5 }),
        hooks: random.chance(0.3),
      };
    });
  }

  /** @param {string} text @returns {number} its id */
  word(text) {
    let id = this.#ids.get(text);
    if (id === undefined) {
      id = wordId(text);
      this.#ids.set(text, id);
      if (id !== 0) this.#words.set(id, text);
    }
    return id;
  }

  /** @param {Record<string, string>} labels with their keys in order */
  #cohort(labels) {
    const text = JSON.stringify(labels);
    let id = this.#cohorts.get(text);
    if (id === undefined) {
      id = this.#cohorts.size + 1;
      this.#cohorts.set(text, id);
    }
    return id;
  }

  /** Every word that the days used so far: [id, text]. @returns {Row[]} */
  get words() {
    return [...this.#words];
  }

  /** Every set of labels: [id, labels]; ids count from 1. @returns {Row[]} */
  get cohorts() {
    return [...this.#cohorts].map(([labels, id]) => [id, labels]);
  }

  /** Rows of `person` without the org. @returns {Row[]} */
  get persons() {
    return this.people.map(({ user, rank, name, tells }, i) => {
      const random = new Random(this.seed, 'heard', i);
      const heard = this.size.lastDay * DAY_MS + random.int(0, DAY_MS - 1);
      return [
        user,
        rank,
        name,
        tells === 'metrics' ? 0 : heard,
        tells === 'all' ? heard : 0,
        tells === 'logs' ? 0 : heard,
      ];
    });
  }

  /** The days, oldest first. @returns {Generator<Day>} */
  *days() {
    const { days, lastDay } = this.size;
    for (let day = lastDay - days + 1; day <= lastDay; day++) yield this.#day(day);
  }

  /** @param {number} day @returns {Day} */
  #day(day) {
    /** @type {Day} */
    const rows = { day, daily: [], tally: [], turn: [], session: [], refusal: [] };
    const daily = new Everybody();
    const tallies = new Everybody();
    const dailyUntil = this.size.lastDay - this.size.turnDays;
    this.people.forEach((person, i) => {
      const random = new Random(this.seed, 'day', i, day);
      // 1970-01-01 was a Thursday.
      if (!random.chance(Math.min(0.95, WEEK[(day + 4) % 7] * person.presence))) return;
      const prompts = Math.max(1, random.around(person.diligence, 1.6));
      const [first, second] = person.repositories;
      const parts =
        second && prompts > 3 && random.chance(0.3)
          ? [Math.ceil(prompts * 0.7), Math.floor(prompts * 0.3)]
          : [prompts];
      parts.forEach((share, part) => {
        const repository = part === 0 ? first : second;
        const { cost_center, department, environment, team } = person.labels;
        const cohort = this.#cohort({
          cost_center,
          department,
          environment,
          ...(repository && { repository }),
          team,
        });
        const source = part === 1 && person.second ? person.second : person.source;
        const own = [person.user, source, cohort];
        this.#work(
          rows,
          random,
          { ...person, source, cohort, prompts: share },
          {
            daily: (model, rate, figures) => {
              rows.daily.push([...own, model, rate, ...figures]);
              daily.add([EVERYBODY, source, NO_COHORT, model, rate], figures);
            },
            tally: (tally, name, detail, count, total = 0, buckets = undefined) => {
              if (count === 0) return;
              rows.tally.push([tally, ...own, name, detail, count, total, buckets ? written(buckets) : null]);
              tallies.add([tally, EVERYBODY, source, NO_COHORT, name, detail], [count, total], buckets);
            },
          },
        );
      });
      if (day > dailyUntil && random.chance(0.01)) {
        rows.refusal.push([
          random.int(1, 2 ** 50),
          random.int(1, 3),
          random.int(1, 3),
          person.user,
          random.int(1, 20),
        ]);
      }
    });
    for (const { key, sums } of daily.values()) rows.daily.push([...key, ...sums]);
    for (const { key, sums, buckets } of tallies.values()) {
      rows.tally.push([...key, ...sums, buckets ? written(buckets) : null]);
    }
    return rows;
  }

  /**
   * What somebody did on a day in one repository.
   *
   * @param {Day} rows
   * @param {Random} random
   * @param {History['people'][number] & { cohort: number, prompts: number }} who
   * @param {{
   *   daily: (model: number, rate: number, figures: number[]) => void,
   *   tally: (tally: number, name: number, detail: number, count: number, total?: number, buckets?: Map<number, number>) => void,
   * }} to
   */
  #work(rows, random, who, to) {
    const { day } = rows;
    const { prompts } = who;
    const hasTurns = day > this.size.lastDay - this.size.turnDays;
    const hasTraces = who.tells === 'all';
    const hasLogs = who.tells !== 'metrics';
    const main = asOf(who.model, day);
    const small = asOf('claude-haiku-5-5', day);
    const sessions = Math.max(1, Math.round(prompts / 6));
    const sessionIds = Array.from({ length: sessions }, () =>
      BigInt.asUintN(63, BigInt(`0x${random.hex(16)}`)).toString(),
    );
    const fast = who.fast && main === 'claude-opus-5-5' && random.chance(0.3) ? 1 : 0;

    // Prompt by prompt: tokens and time of the main model.
    const usage = { requests: 0, input: 0, output: 0, cacheRead: 0, cacheCreation: 0, cost: 0 };
    const turns = new Lengths();
    /** @type {Map<number, number>} */
    const hours = new Map();
    for (let i = 0; i < prompts; i++) {
      const requests = Math.max(1, random.around(6, 2));
      const input = random.around(40 * requests, 2);
      const output = random.around(350 * requests, 1.8);
      const cacheRead = random.around(55_000 * requests, 1.7);
      const cacheCreation = random.around(2500 * requests, 1.8);
      const cost = costOf(main, fast, input, output, cacheRead, cacheCreation);
      usage.requests += requests;
      usage.input += input;
      usage.output += output;
      usage.cacheRead += cacheRead;
      usage.cacheCreation += cacheCreation;
      usage.cost += cost;
      const hour =
        (Math.min(23, Math.max(0, Math.round(13.5 + 2.8 * random.normal() - who.utcOffset))) + 24) % 24;
      hours.set(hour, (hours.get(hour) ?? 0) + 1);
      const before = turns.total;
      turns.draw(random, 1, 55_000, 2.6);
      if (!hasTurns) continue;
      const duration = turns.total - before;
      rows.turn.push([
        Number.parseInt(random.hex(12), 16),
        sessionIds[i % sessions],
        who.user,
        who.source,
        who.cohort,
        Math.min(DAY_MS - 1, hour * HOUR_MS + random.int(0, HOUR_MS - 1)),
        duration,
        random.chance(0.97) ? 1 : 0,
        requests,
        random.chance(0.12) ? random.int(1, 4) : 0,
        Math.round(requests * 1.3),
        random.chance(0.35) ? Math.min(duration, random.around(6000, 3)) : 0,
        cost,
        cost,
        JSON.stringify([[this.word(main), fast, input, output, cacheRead, cacheCreation, 0]]),
      ]);
    }

    const smallRequests = random.around(prompts * 1.2, 1.4);
    const smallInput = random.around(900 * smallRequests, 1.5);
    const smallOutput = random.around(60 * smallRequests, 1.5);
    const smallCost = costOf(small, 0, smallInput, smallOutput, 0, 0);
    const failed = random.chance(0.25) ? random.int(1, 3) : 0;
    const retried = random.chance(0.3) ? random.int(1, 4) : 0;

    // Tools.
    let toolRuns = 0;
    let toolErrors = 0;
    let approvals = 0;
    let rejections = 0;
    for (const [tool, often, median, asks] of TOOLS) {
      const runs = Math.round(prompts * often * (0.6 + 0.8 * random.next()));
      if (runs === 0) continue;
      const name = this.word(tool);
      const errors = tool === 'Bash' || random.chance(0.2) ? Math.round(runs * 0.08 * random.next() * 2) : 0;
      toolRuns += runs;
      toolErrors += errors;
      const good = new Lengths().draw(random, runs - errors, median, 2.4);
      const bad = new Lengths().draw(random, errors, median, 2.4);
      if (hasLogs) to.tally(TOOL_RUN, name, 1, good.count, good.total, good.buckets);
      if (hasLogs) to.tally(TOOL_RUN, name, 0, bad.count, bad.total, bad.buckets);
      const asked = asks ? Math.round(runs * (1 - who.trust)) : 0;
      const rejected = Math.round(asked * 0.07 * random.next() * 2);
      const forGood = Math.round((asked - rejected) * 0.15);
      approvals += asked - rejected;
      rejections += rejected;
      if (hasLogs) {
        to.tally(DECISION, name, CONFIG * 2 + 1, runs - asked);
        to.tally(DECISION, name, USER_TEMPORARY * 2 + 1, asked - rejected - forGood);
        to.tally(DECISION, name, USER_PERMANENT * 2 + 1, forGood);
        to.tally(DECISION, name, (random.chance(0.2) ? USER_ABORT : USER_REJECT) * 2, rejected);
        if (who.hooks && asks) to.tally(DECISION, name, HOOK_DECIDER * 2, random.chance(0.05) ? 1 : 0);
      }
      if (hasTraces) {
        const accepted = new Lengths().draw(random, asked - rejected, 5000, 2.8);
        const refused = new Lengths().draw(random, rejected, 9000, 2.4);
        to.tally(WAITING, name, 1, accepted.count, accepted.total, accepted.buckets);
        to.tally(WAITING, name, 0, refused.count, refused.total, refused.buckets);
      }
      if (tool === 'Edit') {
        to.tally(EDIT, this.word(who.language), CONFIG * 2 + 1, runs - asked);
        to.tally(EDIT, this.word(who.language), USER_TEMPORARY * 2 + 1, asked - rejected);
        to.tally(EDIT, this.word(who.language), USER_REJECT * 2, rejected);
      }
    }
    if (hasLogs && toolErrors > 0) to.tally(TOOL_ERROR, this.word(random.pick(TOOL_ERRORS)), 0, toolErrors);

    // Figures.
    const active = random.around(prompts * 70_000, 1.5);
    to.daily(this.word(main), fast, [
      usage.requests,
      failed,
      retried,
      usage.input,
      usage.output,
      usage.cacheRead,
      usage.cacheCreation,
      0,
      usage.cost,
      ...Array(12).fill(0),
    ]);
    to.daily(this.word(small), 0, [
      smallRequests,
      0,
      0,
      smallInput,
      smallOutput,
      0,
      0,
      0,
      smallCost,
      ...Array(12).fill(0),
    ]);
    to.daily(0, 0, [
      ...Array(9).fill(0),
      sessions,
      prompts,
      toolRuns,
      toolErrors,
      approvals,
      rejections,
      random.around(prompts * 18, 2),
      random.around(prompts * 7, 2),
      random.int(0, Math.ceil(prompts / 5)),
      random.chance(0.35) ? 1 : 0,
      Math.round(active * 0.2),
      active,
    ]);

    // Requests.
    if (hasLogs) {
      for (const [model, requests, latency, ttft] of /** @type {[Model, number, number, number][]} */ ([
        [main, usage.requests, 6500, 1400],
        [small, smallRequests, 1100, 420],
      ])) {
        const name = this.word(model);
        const lengths = new Lengths().draw(random, requests, latency, 2);
        to.tally(LATENCY, name, 0, lengths.count, lengths.total, lengths.buckets);
        const first = new Lengths().draw(random, requests, ttft, 1.7);
        to.tally(TTFT, name, 0, first.count, first.total, first.buckets);
      }
      const status = random.pick([429, 429, 529, 500, 0]);
      to.tally(API_ERROR, this.word(main), status, failed);
      if (hasTraces)
        to.tally(API_ERROR_CLASS, this.word(status === 429 ? 'rate_limit' : 'server_error'), 0, failed);
      if (random.chance(0.01)) to.tally(REFUSAL, this.word(main), 0, 1);
    }

    // Prompts and what else is told.
    if (hasTraces) to.tally(TURN, 0, 0, turns.count, turns.total, turns.buckets);
    if (hasLogs) {
      for (const [hour, count] of hours) to.tally(PROMPT_HOUR, 0, hour, count);
      if (random.chance(0.5)) to.tally(SLASH_COMMAND, this.word(random.pick(COMMANDS)), 0, random.int(1, 3));
      if (random.chance(0.3))
        to.tally(MENTION, this.word('file'), random.chance(0.95) ? 1 : 0, random.int(1, 5));
      if (random.chance(0.3))
        to.tally(PERMISSION_MODE, this.word('plan'), this.word('default'), random.int(1, 3));
      if (random.chance(0.2)) {
        const skill = this.word(random.pick(SKILLS));
        to.tally(
          SKILL,
          skill,
          this.word(random.chance(0.5) ? 'user-slash' : 'claude-proactive'),
          random.int(1, 3),
        );
        to.tally(SKILL_COST, skill, 0, random.int(1, 9), Math.round(usage.cost * 0.1));
      }
      if (who.hooks) {
        for (const hook of HOOKS) {
          const lengths = new Lengths().draw(random, hook.endsWith('Use') ? toolRuns : prompts, 60, 2.2);
          to.tally(HOOK, this.word(hook), 0, lengths.count, lengths.total, lengths.buckets);
        }
        if (random.chance(0.2)) {
          const blocked = new Lengths().draw(random, 1, 60, 2.2);
          to.tally(HOOK, this.word('PreToolUse'), random.int(1, 2), 1, blocked.total, blocked.buckets);
        }
      }
      if (random.chance(0.3)) to.tally(PLUGIN, this.word(random.pick(PLUGINS)), 1, sessions);
      if (random.chance(0.4)) {
        to.tally(
          MCP_SERVER,
          this.word(random.pick(SERVERS)),
          this.word(random.chance(0.93) ? 'connected' : 'failed'),
          sessions,
        );
      }
      if (random.chance(0.35)) {
        const agent = this.word(random.pick(AGENTS));
        const lengths = new Lengths().draw(random, random.int(1, 4), 70_000, 2);
        to.tally(SUBAGENT, agent, 0, lengths.count, lengths.total, lengths.buckets);
        to.tally(AGENT_COST, agent, 0, lengths.count * 8, Math.round(usage.cost * 0.2));
      }
      if (random.chance(0.15)) {
        const lengths = new Lengths().draw(random, 1, 40_000, 1.6);
        to.tally(
          COMPACTION,
          this.word(random.chance(0.7) ? 'auto' : 'manual'),
          1,
          1,
          lengths.total,
          lengths.buckets,
        );
      }
    }

    // Health.
    if (hasLogs) {
      const requests = usage.requests + smallRequests;
      for (const [kind, count] of [
        [1, prompts],
        [2, requests],
        [3, failed],
        [4, toolRuns],
        [5, toolRuns],
      ]) {
        to.tally(RECORD, 0, LOGS * 100 + kind, count);
      }
    }
    if (hasTraces) {
      const requests = usage.requests + smallRequests;
      for (const [kind, count] of [
        [1, prompts],
        [2, requests],
        [3, toolRuns],
        [4, approvals],
        [5, toolRuns],
      ]) {
        to.tally(RECORD, 0, TRACES * 100 + kind, count);
      }
    }
    if (who.tells !== 'logs') to.tally(RECORD, 0, METRICS * 100, Math.ceil(active / 60_000));
    to.tally(VERSION, who.version, who.os, sessions);
    if (who.rank < 5) to.tally(GAP, 0, 1, sessions);
    if (who.source === SOURCES.cowork) to.tally(GAP, 0, 3, sessions);
    if (!hasLogs) to.tally(GAP, 0, 6, sessions);
    if (!hasTraces) to.tally(GAP, 0, 7, sessions);
    if (who.tells === 'logs') to.tally(GAP, 0, 8, sessions);
    const signal = hasLogs ? LOGS : METRICS;
    for (const fact of hasLogs ? [1, 3, 4, 5, 6, 7] : [3, 4])
      to.tally(AUTHORITY, 0, fact * 10 + signal, sessions);

    if (!hasTurns) return;
    for (const id of sessionIds) {
      const labels = this.cohorts[who.cohort - 1][1];
      rows.session.push([
        id,
        `session-${id}`,
        who.user,
        who.rank,
        who.name,
        who.source,
        3,
        who.version,
        who.os,
        labels,
      ]);
    }
  }
}

/** @param {Model} model @param {number} rate @param {number} input @param {number} output @param {number} cacheRead @param {number} cacheCreation */
function costOf(model, rate, input, output, cacheRead, cacheCreation) {
  const [inputPrice, outputPrice, cacheReadPrice] = MODELS[model].price;
  const plain =
    input * inputPrice +
    output * outputPrice +
    cacheRead * cacheReadPrice +
    cacheCreation * inputPrice * 1.25;
  return Math.round(plain) * (rate === 1 ? 2 : 1);
}

/**
 * The SQL of each table: how a row of an array of arrays, ?3, becomes one of org ?1 on day ?2. A number stands
 * for the value at that place in the row.
 */
const INSERTS = {
  daily: insert('daily', ['?1', '?2', ...places(26)]),
  tally: insert('tally', ['?1', 0, '?2', ...places(9).slice(1)]),
  turn: insert('turn', ['?1', '?2', ...places(15)]),
  session: insert('session', ['?1', ...places(9), '?2', 9, '0']),
  refusal: insert('refusal', ['?1', '?2', ...places(5)]),
};

/** @param {number} count */
function places(count) {
  return Array.from({ length: count }, (_, i) => i);
}

/** @param {string} table @param {(string | number)[]} values */
function insert(table, values) {
  const columns = values.map((value) => (typeof value === 'number' ? `value->>${value}` : value));
  return `INSERT INTO ${table} SELECT ${columns.join(', ')} FROM json_each(?3)`;
}

/** Rows in one statement: well under D1's 2 MB a value. */
const CHUNK = 8000;

/** @typedef {{ prepare(sql: string): any, batch(statements: any[]): Promise<unknown> }} Database */

/**
 * Writes a history into the tables of an org that has none.
 *
 * @param {Database} db
 * @param {number} org
 * @param {History} history
 * @param {(day: number, left: number) => void} [onDay]
 * @returns {Promise<Record<keyof typeof INSERTS, number>>} rows written
 */
export async function load(db, org, history, onDay) {
  const rows = { daily: 0, tally: 0, turn: 0, session: 0, refusal: 0 };
  const tables = /** @type {(keyof typeof INSERTS)[]} */ (Object.keys(INSERTS));
  const cohortsBefore = await db.prepare('SELECT count(*) AS count FROM cohort').first('count');
  if (cohortsBefore > 0) throw new Error('Cohorts are numbered from 1: load the first org only.');
  /** @type {Promise<unknown>} */
  let sent = Promise.resolve();
  for (const day of history.days()) {
    const statements = tables.flatMap((table) => {
      rows[table] += day[table].length;
      return chunks(day[table]).map((chunk) =>
        db.prepare(INSERTS[table]).bind(org, day.day, JSON.stringify(chunk)),
      );
    });
    // The next day is drawn while this one is written.
    await sent;
    onDay?.(day.day, history.size.lastDay - day.day);
    sent = statements.length > 0 ? db.batch(statements) : Promise.resolve();
  }
  await sent;
  /** @param {string} sql @param {Row[]} all */
  const rest = (sql, all) => chunks(all).map((chunk) => db.prepare(sql).bind(org, JSON.stringify(chunk)));
  await db.batch([
    ...rest('INSERT OR IGNORE INTO word SELECT ?1, value->>0, value->>1 FROM json_each(?2)', history.words),
    ...rest('INSERT INTO cohort SELECT value->>0, ?1, value->>1 FROM json_each(?2)', history.cohorts),
    ...rest(
      `INSERT INTO person SELECT ?1, ${[0, 1, 2, 3, 4, 5].map((i) => `value->>${i}`).join(', ')} FROM json_each(?2)`,
      history.persons,
    ),
  ]);
  return rows;
}

/** @param {Row[]} rows */
function chunks(rows) {
  const parts = [];
  for (let i = 0; i < rows.length; i += CHUNK) parts.push(rows.slice(i, i + CHUNK));
  return parts;
}
