// What happened in one session, as facts: turns, made of model requests and tool calls. telling.mjs tells
// each fact as the client does, in up to three signals that agree.

import { cost } from './prices.mjs';

/** @typedef {import('./people.mjs').Person} Person */
/** @typedef {import('./people.mjs').Model} Model */
/** @typedef {import('./random.mjs').Random} Random */

/**
 * @typedef {object} Failure
 * @property {string} errorClass
 * @property {string} message
 * @property {number} status
 *
 * @typedef {object} ModelRequest
 * @property {'request'} kind
 * @property {string} spanId
 * @property {string} requestId
 * @property {number} startMs
 * @property {number} endMs
 * @property {number} ttftMs
 * @property {Model} model
 * @property {boolean} fast
 * @property {number} attempt how many it took
 * @property {string} stopReason
 * @property {import('./prices.mjs').Tokens & { cacheCreation1h: number }} tokens
 * @property {number} costUsd
 * @property {Failure} [failure] it failed for good
 * @property {Agent} [agent] the sub-agent that asked
 *
 * @typedef {object} ToolCall
 * @property {'tool'} kind
 * @property {string} spanId
 * @property {string} waitSpanId
 * @property {string} runSpanId
 * @property {string} toolUseId
 * @property {string} requestId the model request that asked for it
 * @property {string} name
 * @property {Model} model
 * @property {number} startMs
 * @property {number} decidedMs
 * @property {number} endMs
 * @property {boolean} accepted
 * @property {string} decidedBy
 * @property {string} [errorType] it ran and failed
 * @property {string} [language] of a file that it edits
 * @property {number} linesAdded
 * @property {number} linesRemoved
 * @property {boolean} commit
 * @property {boolean} pullRequest
 * @property {Agent} [agent] the sub-agent that called
 * @property {Step[]} steps what a sub-agent did
 *
 * @typedef {ModelRequest | ToolCall} Step
 * @typedef {{ id: string, type: string }} Agent
 *
 * @typedef {object} Turn
 * @property {string} promptId
 * @property {string} traceId
 * @property {string} spanId
 * @property {number} number from 1
 * @property {number} promptLength
 * @property {number} typedMs how long the prompt was typed
 * @property {number} startMs
 * @property {number} endMs
 * @property {Step[]} steps
 *
 * @typedef {object} Session
 * @property {Person} person
 * @property {string} id
 * @property {string} startType
 * @property {number} startMs
 * @property {number} endMs
 * @property {Turn[]} turns
 */

const MINUTE_MS = 60_000;

/** What is called how often. `asks`: not without permission. */
const TOOLS = {
  Read: { weight: 28, asks: false, runMs: 25, fails: 0.01 },
  Bash: { weight: 26, asks: true, runMs: 1800, fails: 0.09 },
  Edit: { weight: 20, asks: true, runMs: 70, fails: 0.03 },
  Grep: { weight: 10, asks: false, runMs: 60, fails: 0.005 },
  Write: { weight: 5, asks: true, runMs: 60, fails: 0.01 },
  TodoWrite: { weight: 5, asks: false, runMs: 5, fails: 0 },
  WebFetch: { weight: 2, asks: true, runMs: 2500, fails: 0.06 },
  mcp__linear__get_issue: { weight: 2, asks: true, runMs: 800, fails: 0.03 },
  Agent: { weight: 2.5, asks: false, runMs: 0, fails: 0 },
};

/** @typedef {keyof typeof TOOLS} Tool */

/** @param {Tool[]} names */
const weights = (names) =>
  /** @type {Partial<Record<Tool, number>>} */ (
    Object.fromEntries(names.map((name) => [name, TOOLS[name].weight]))
  );
const MAIN_TOOLS = weights(/** @type {Tool[]} */ (Object.keys(TOOLS)));
const AGENT_TOOLS = weights(['Read', 'Grep', 'Bash']);
const OFFICE_TOOLS = weights(['Read', 'Write', 'WebFetch', 'TodoWrite', 'mcp__linear__get_issue']);

/** Output tokens in a second. */
const SPEED = {
  'claude-opus-5-5': 65,
  'claude-opus-5': 50,
  'claude-sonnet-5-5': 85,
  'claude-haiku-5-5': 160,
};

/** @type {Record<string, Failure & { weight: number }>} */
const FAILURES = {
  overloaded: {
    weight: 5,
    errorClass: 'repeated_529',
    message: 'Repeated 529 Overloaded errors',
    status: 529,
  },
  limited: { weight: 3, errorClass: 'rate_limit', message: 'Rate limited', status: 429 },
  broken: { weight: 1, errorClass: 'server_error', message: 'Internal server error', status: 500 },
  long: { weight: 1, errorClass: 'prompt_too_long', message: 'prompt is too long', status: 400 },
};
const FAILURE_WEIGHTS = Object.fromEntries(
  Object.entries(FAILURES).map(([name, { weight }]) => [name, weight]),
);

/**
 * Lets a person work.
 *
 * @param {Person} person
 * @param {number} startMs
 * @param {Random} random
 * @returns {Session}
 */
export function simulate(person, startMs, random) {
  const model = random.weighted(person.models);
  const fast = person.fast && model.startsWith('claude-opus') && random.chance(0.3);
  const cachedFor = person.subscriber ? '1h' : '5m';
  const cacheLifeMs = (person.subscriber ? 60 : 5) * MINUTE_MS;
  const tools = person.surface === 'cowork' ? OFFICE_TOOLS : MAIN_TOOLS;
  let now = startMs + random.int(200, 900);

  /**
   * A conversation with a model: what it costs depends on how much of it the cache still holds.
   *
   * @param {Model} model
   * @param {number} systemTokens
   * @param {Agent} [agent]
   */
  function conversation(model, systemTokens, agent) {
    let cached = 0;
    let cachedMs = 0;
    let fresh = systemTokens;

    /** @param {boolean} last whether the model has nothing more to ask for @returns {ModelRequest} */
    function request(last) {
      const begin = now;
      const attempt = random.chance(0.02) ? random.int(2, 3) : 1;
      const failure = random.chance(0.012) ? FAILURES[random.weighted(FAILURE_WEIGHTS)] : undefined;
      if (now - cachedMs > cacheLifeMs) {
        fresh += cached;
        cached = 0;
      }
      const tokens = failure
        ? { input: 0, output: 0, cacheRead: 0, cacheCreation: 0, cacheCreation1h: 0 }
        : {
            input: random.int(3, 60),
            output: Math.max(8, random.around(last ? 520 : 340, 2.2)),
            cacheRead: cached,
            cacheCreation: fresh,
            cacheCreation1h: cachedFor === '1h' ? fresh : 0,
          };
      if (!failure) {
        cached += fresh;
        fresh = tokens.output + tokens.input;
      }
      const ttftMs = random.around(fast ? 600 : 1100, 1.5);
      const writingMs = (tokens.output / SPEED[model] / (fast ? 2.5 : 1)) * 1000;
      now += Math.round((attempt - 1) * 1800 + ttftMs + writingMs);
      cachedMs = now;
      return {
        kind: 'request',
        spanId: random.hex(16),
        requestId: `req_01${random.hex(22)}`,
        startMs: begin,
        endMs: now,
        ttftMs,
        model,
        fast,
        attempt: failure ? 3 : attempt,
        stopReason: last ? 'end_turn' : 'tool_use',
        tokens,
        costUsd: failure ? 0 : cost(model, tokens, { fast, cachedFor }),
        failure,
        agent,
      };
    }

    /** @param {Tool} name @param {string} requestId @returns {ToolCall} */
    function call(name, requestId) {
      const { asks, runMs, fails } = TOOLS[name];
      const begin = now;
      const isAsked = asks && !agent && !random.chance(person.trust);
      const accepted = !isAsked || !random.chance(0.06);
      const forGood = random.chance(0.15);
      now += isAsked ? random.around(5000, 2.4) : random.int(2, 30);
      const decidedMs = now;
      const runs = accepted && name !== 'Agent';
      if (runs) now += random.around(runMs, 2.5);
      const succeeds = runs && !random.chance(fails);
      const edits = succeeds && (name === 'Edit' || name === 'Write');
      const commit = succeeds && name === 'Bash' && random.chance(0.07);
      /** @type {ToolCall} */
      const tool = {
        kind: 'tool',
        spanId: random.hex(16),
        waitSpanId: random.hex(16),
        runSpanId: random.hex(16),
        toolUseId: `toolu_01${random.hex(22)}`,
        requestId,
        name,
        model,
        startMs: begin,
        decidedMs,
        endMs: now,
        accepted,
        decidedBy: !isAsked
          ? 'config'
          : !accepted
            ? 'user_reject'
            : forGood
              ? 'user_permanent'
              : 'user_temporary',
        errorType: runs && !succeeds ? (name === 'Bash' ? 'ShellError' : 'TelemetrySafeError') : undefined,
        language: name === 'Edit' || name === 'Write' ? person.language : undefined,
        linesAdded: edits ? random.around(name === 'Edit' ? 9 : 45, 2.4) : 0,
        linesRemoved: edits && name === 'Edit' ? random.around(4, 2.4) : 0,
        commit,
        pullRequest: commit && random.chance(0.35),
        agent,
        steps: [],
      };
      if (name === 'Agent') {
        /** @type {Agent} */
        const helper = { id: `a${random.hex(16)}`, type: random.pick(['Explore', 'general-purpose']) };
        const helperModel = helper.type === 'Explore' ? 'claude-haiku-5-5' : model;
        tool.steps = conversation(helperModel, random.around(9000, 1.3), helper)(random.int(2, 4));
        tool.endMs = ++now;
      }
      // What a tool returns is read by the next request.
      fresh += random.around(3500, 2.6);
      return tool;
    }

    /** Asks and calls until the model is done, or somebody says no. @param {number} requests */
    return function talk(requests, promptLength = 0) {
      fresh += Math.round(promptLength / 4);
      /** @type {Step[]} */
      const steps = [];
      for (let left = requests; left > 0; left--) {
        const asked = request(left === 1);
        steps.push(asked);
        if (asked.failure || left === 1) break;
        const calls = random.chance(0.2) ? 2 : 1;
        for (let i = 0; i < calls; i++) {
          const name = random.weighted(agent ? AGENT_TOOLS : tools);
          const called = call(name, asked.requestId);
          steps.push(called);
          if (!called.accepted) return steps;
        }
        now += random.int(5, 60);
      }
      return steps;
    };
  }

  const talk = conversation(model, random.around(30_000, 1.4));
  const count = Math.min(12, Math.max(1, random.around(3.2, 1.8)));
  /** @type {Turn[]} */
  const turns = [];
  for (let number = 1; number <= count; number++) {
    const promptLength = Math.max(4, random.around(120, 2.8));
    const typedMs = person.human ? Math.min(3 * MINUTE_MS, promptLength * random.int(60, 180)) : 0;
    now += typedMs;
    const begin = now;
    now += random.int(20, 120);
    const steps = talk(Math.min(10, Math.max(1, random.around(3.2, 1.9))), promptLength);
    now += random.int(5, 50);
    turns.push({
      promptId: random.uuid(),
      traceId: random.hex(32),
      spanId: random.hex(16),
      number,
      promptLength,
      typedMs,
      startMs: begin,
      endMs: now,
      steps,
    });
    // Reading the answer, trying it out, a talk with a colleague.
    if (person.human) now += random.around(2 * MINUTE_MS, 3);
  }
  return {
    person,
    id: random.uuid(),
    startType: random.chance(0.15) ? 'continue' : 'fresh',
    startMs,
    endMs: turns[turns.length - 1].endMs,
    turns,
  };
}
