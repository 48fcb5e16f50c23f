// The requests recorded from the real client (tests/fixtures), copied as if they had happened at another
// time to somebody else: ids and times differ, everything else stays.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { inRoot } from '../project.mjs';
import { attributes, count, LISTS } from './otlp.mjs';

/** @typedef {import('./otlp.mjs').Block} Block */
/** @typedef {import('./otlp.mjs').Signal} Signal */

/**
 * @typedef {object} Recording one request
 * @property {Signal} signal
 * @property {string} scenario
 * @property {number} beginMs when its scenario began
 * @property {string} text
 */

const TIME = /"(?:startT|t)imeUnixNano": ?"(\d+)"/g;

/** Every request that was recorded as plain JSON, by scenario. @returns {Map<string, Recording[]>} */
export function scenarios() {
  /** @type {{ files: { path: string, signal: Signal, scenario: string }[] }} */
  const manifest = JSON.parse(readFileSync(inRoot('tests/fixtures/manifest.json'), 'utf8'));
  /** @type {Map<string, Recording[]>} */
  const scenarios = new Map();
  for (const { path, signal, scenario } of manifest.files) {
    if (!path.endsWith('.json')) continue;
    const text = readFileSync(inRoot('tests/fixtures', path), 'utf8');
    const requests = scenarios.get(scenario) ?? [];
    requests.push({ signal, scenario, beginMs: 0, text });
    scenarios.set(scenario, requests);
  }
  for (const requests of scenarios.values()) {
    const times = requests.flatMap(({ text }) => [...text.matchAll(TIME)].map(([, nanos]) => Number(nanos)));
    for (const request of requests) request.beginMs = Math.floor(Math.min(...times) / 1e6);
  }
  return scenarios;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

/** Attributes whose value names one thing that happened, or one who did it. */
const IDS = new Set([
  ...['session.id', 'gen_ai.conversation.id', 'prompt.id', 'message.uuid', 'message.id', 'agent_id'],
  ...['request_id', 'gen_ai.response.id', 'tool_use_id', 'gen_ai.tool.call.id', 'request_body_id'],
]);

/**
 * @typedef {object} Difference
 * @property {string} copy what the copy is called: the same name makes the same ids
 * @property {string} [session] likewise for its session; the copy's own without
 * @property {number} shiftMs how much later it happened
 * @property {import('./people.mjs').Person} [person] whom it happened to, where the recording does not say
 */

/**
 * Copies a recorded request.
 *
 * @param {Recording} recording
 * @param {Difference} difference
 * @returns {Block[]}
 */
export function copyOf({ signal, text }, { copy, session = copy, shiftMs, person }) {
  const shiftNanos = BigInt(shiftMs) * 1_000_000n;
  /** @type {Map<string, string>} */
  const known = new Map();
  /** An id of the same form: every longer run of hexadecimal digits is another one. @param {string} id @param {string} salt */
  const fresh = (id, salt) => {
    const before = known.get(id);
    if (before) return before;
    const digits = createHash('sha256').update(`${salt}\0${id}`).digest('hex');
    // No id is longer than the 64 digits.
    const after = id.replace(/[0-9a-f]{4,}/g, (run, at) => digits.slice(at, at + run.length));
    known.set(id, after);
    return after;
  };

  /** @param {string} key @param {string} value */
  const attribute = (key, value) => {
    if (key === 'session.id' || key === 'gen_ai.conversation.id') {
      // The conversation of a sub-agent is called by the agent's id.
      return fresh(value, UUID.test(value) ? session : copy);
    }
    if (key === 'user.id') return person ? person.userId : fresh(value, session);
    if (key === 'event.timestamp') return new Date(Date.parse(value) + shiftMs).toISOString();
    return IDS.has(key) ? fresh(value, copy) : value;
  };

  /** @type {Record<string, any>} */
  const request = JSON.parse(text, (key, value) => {
    if (typeof value === 'string') {
      if (key.endsWith('UnixNano')) return String(BigInt(value) + shiftNanos);
      if (key === 'traceId' || key === 'spanId' || key === 'parentSpanId') return fresh(value, copy);
    } else if (typeof value?.value?.stringValue === 'string' && typeof value.key === 'string') {
      value.value.stringValue = attribute(value.key, value.value.stringValue);
    }
    return value;
  });

  const lists = LISTS[signal];
  return request[lists.resources].flatMap(
    (/** @type {Record<string, any>} */ { resource, [lists.scopes]: scopes }) => {
      const given = new Set(resource.attributes.map((/** @type {{ key: string }} */ { key }) => key));
      if (person && !given.has('user.email')) {
        resource.attributes.push(...attributes({ ...person.team, 'user.email': person.email }));
      }
      return scopes.map((/** @type {Record<string, any>} */ { scope, [lists.records]: records }) => ({
        signal,
        resource,
        scope,
        records,
        count: count(signal, records),
      }));
    },
  );
}
