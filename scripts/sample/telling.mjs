// Facts of a session → spans, log records and data points, in the shapes that Claude Code 2.1.329 sends
// (tests/fixtures/README.md). The same request, tool call or prompt is told by several signals: that they
// agree is what makes sure that nothing is counted twice.

import { attributes, count, nanos } from './otlp.mjs';

/** @typedef {import('./otlp.mjs').Block} Block */
/** @typedef {import('./otlp.mjs').OtlpRecord} OtlpRecord */
/** @typedef {import('./session.mjs').Session} Session */
/** @typedef {import('./session.mjs').Turn} Turn */
/** @typedef {import('./session.mjs').Step} Step */
/** @typedef {import('./session.mjs').ModelRequest} ModelRequest */
/** @typedef {import('./session.mjs').ToolCall} ToolCall */
/** @typedef {Record<string, string | number | boolean | undefined>} Values */

const VERSION = '2.1.329';

/** Where a surface shows: resource, every record, and who asks the model. */
const SURFACES = {
  cli: { service: 'claude-code', entrypoint: 'cli', terminal: '', querySource: 'repl_main_thread' },
  vscode: { service: 'claude-code', entrypoint: 'claude-vscode', terminal: 'vscode', querySource: 'sdk' },
  agent_sdk: {
    service: 'nightly-agent',
    entrypoint: 'sdk-ts',
    terminal: 'non-interactive',
    querySource: 'sdk',
  },
  cowork: { service: 'cowork', entrypoint: 'local-agent', terminal: 'non-interactive', querySource: 'sdk' },
};

const STATUS_OK = { code: 0 };
/** `flags` of a span that is sampled and has a local parent or none. */
const SPAN_FLAGS = 257;
const DELTA = 1;

/** @param {Session} session */
function everywhere({ person, id }) {
  const { entrypoint, terminal } = SURFACES[person.surface];
  return attributes({
    ...person.team,
    'user.email': person.email,
    'user.id': person.userId,
    'session.id': id,
    'app.entrypoint': entrypoint,
    'anthropic.provider': 'firstParty',
    'terminal.type': terminal || person.terminal,
    ...(person.surface !== 'cowork' && {
      'vcs.owner.name': 'example',
      'vcs.repository.name': person.repository,
    }),
  });
}

/** Every step of a turn, those of sub-agents too, each with the span that it hangs under. @param {Turn} turn */
function* steps(turn) {
  /** @param {Step[]} list @param {string} parent @returns {Generator<{ step: Step, parent: string }>} */
  function* under(list, parent) {
    for (const step of list) {
      yield { step, parent };
      if (step.kind === 'tool') yield* under(step.steps, step.runSpanId);
    }
  }
  yield* under(turn.steps, turn.spanId);
}

/** @param {Session} session @returns {OtlpRecord[]} */
function spans(session) {
  const common = everywhere(session);
  const { querySource } = SURFACES[session.person.surface];
  /** @type {OtlpRecord[]} */
  const list = [];

  for (const turn of session.turns) {
    /** @param {string} name @param {string} spanId @param {string | undefined} parent @param {number} startMs @param {number} endMs @param {Values} values */
    const add = (name, spanId, parent, startMs, endMs, values, extra = {}) =>
      list.push({
        traceId: turn.traceId,
        spanId,
        ...(parent && { parentSpanId: parent }),
        name: `claude_code.${name}`,
        kind: 1,
        startTimeUnixNano: nanos(startMs),
        endTimeUnixNano: nanos(endMs),
        attributes: [...common, ...attributes({ 'span.type': name, ...values })],
        droppedAttributesCount: 0,
        events: [],
        droppedEventsCount: 0,
        status: STATUS_OK,
        links: [],
        droppedLinksCount: 0,
        flags: SPAN_FLAGS,
        ...extra,
      });

    /** @param {ModelRequest} request @param {string} parent */
    const request = ({ agent, tokens, failure, ...request }, parent) =>
      add(
        'llm_request',
        request.spanId,
        parent,
        request.startMs,
        request.endMs,
        {
          model: request.model,
          'gen_ai.request.model': request.model,
          'llm_request.context': agent ? 'tool' : 'interaction',
          speed: request.fast ? 'fast' : 'normal',
          query_source_safe: agent ? `agent.builtin.${agent.type}` : querySource,
          agent_id: agent?.id,
          duration_ms: request.endMs - request.startMs,
          success: !failure,
          attempt: request.attempt,
          request_id: request.requestId,
          ...(failure
            ? { error: failure.message, error_class: failure.errorClass, status_code: failure.status }
            : {
                input_tokens: tokens.input,
                output_tokens: tokens.output,
                cache_read_tokens: tokens.cacheRead,
                cache_creation_tokens: tokens.cacheCreation,
                ttft_ms: request.ttftMs,
                stop_reason: request.stopReason,
              }),
        },
        {
          events: Array.from({ length: request.attempt }, (_, i) => ({
            name: 'gen_ai.request.attempt',
            timeUnixNano: nanos(request.startMs + i * 1800),
            attributes: attributes({ attempt: i + 1 }),
          })),
          ...(failure && { status: { code: 2, message: failure.message } }),
        },
      );

    /** @param {ToolCall} tool @param {string} parent */
    const tool = (tool, parent) => {
      const id = { tool_use_id: tool.toolUseId, 'gen_ai.tool.call.id': tool.toolUseId };
      add('tool.blocked_on_user', tool.waitSpanId, tool.spanId, tool.startMs, tool.decidedMs, {
        duration_ms: tool.decidedMs - tool.startMs,
        decision: tool.accepted ? 'accept' : 'reject',
        source: tool.decidedBy,
      });
      if (tool.accepted) {
        const { errorType } = tool;
        add(
          'tool.execution',
          tool.runSpanId,
          tool.spanId,
          tool.decidedMs,
          tool.endMs,
          {
            ...id,
            duration_ms: tool.endMs - tool.decidedMs,
            success: !errorType,
            ...(errorType && { error: errorType, error_class: errorType, 'error.type': 'tool_error' }),
          },
          errorType && { status: { code: 2, message: errorType } },
        );
      }
      add('tool', tool.spanId, parent, tool.startMs, tool.endMs, {
        ...id,
        tool_name: tool.name,
        tool_name_safe: tool.name.startsWith('mcp__') ? 'mcp_other' : tool.name,
        'gen_ai.operation.name': 'execute_tool',
        agent_id: tool.agent?.id,
        duration_ms: tool.endMs - tool.startMs,
      });
    };

    for (const { step, parent } of steps(turn)) {
      if (step.kind === 'request') request(step, parent);
      else tool(step, parent);
    }
    add('interaction', turn.spanId, undefined, turn.startMs, turn.endMs, {
      'gen_ai.operation.name': 'invoke_agent',
      user_prompt: '<REDACTED>',
      user_prompt_length: turn.promptLength,
      'interaction.sequence': turn.number,
      'parent.source': 'none',
      'interaction.duration_ms': turn.endMs - turn.startMs,
    });
  }
  // Children end, and so are sent, before their parents.
  return list.sort((a, b) => Number(a.endTimeUnixNano) - Number(b.endTimeUnixNano));
}

/** @param {Session} session @returns {OtlpRecord[]} */
function events(session) {
  const common = everywhere(session);
  const { querySource } = SURFACES[session.person.surface];
  /** @type {{ atMs: number, name: string, turn?: Turn, values: Values }[]} */
  const list = [];
  /** @param {number} atMs @param {string} name @param {Turn | undefined} turn @param {Values} values */
  const add = (atMs, name, turn, values) => list.push({ atMs, name, turn, values });

  // Whatever a process says first has the number 0.
  add(session.startMs, 'managed_settings_resolved', undefined, { 'managed_settings.trigger': 'startup' });
  for (const turn of session.turns) {
    add(turn.startMs, 'user_prompt', turn, {
      prompt_length: String(turn.promptLength),
      prompt: '<REDACTED>',
    });
    for (const { step } of steps(turn)) {
      const agent = step.agent && { agent_id: step.agent.id };
      const source = step.agent ? `agent:builtin:${step.agent.type}` : querySource;
      if (step.kind === 'tool') {
        const name = step.name.startsWith('mcp__') ? 'mcp_tool' : step.name;
        const call = {
          tool_name: name,
          tool_use_id: step.toolUseId,
          request_id: step.requestId,
          ...agent,
        };
        add(step.decidedMs, 'tool_decision', turn, {
          decision: step.accepted ? 'accept' : 'reject',
          source: step.decidedBy,
          ...call,
        });
        if (step.accepted) {
          add(step.endMs, 'tool_result', turn, {
            ...call,
            success: String(!step.errorType),
            error_type: step.errorType,
            duration_ms: String(step.endMs - step.decidedMs),
            decision_source: step.decidedBy,
            decision_type: 'accept',
          });
        }
        continue;
      }
      const request = {
        model: step.model,
        duration_ms: step.endMs - step.startMs,
        speed: step.fast ? 'fast' : 'normal',
        request_id: step.requestId,
        query_source: source,
        ...agent,
      };
      if (step.failure) {
        add(step.endMs, 'api_error', turn, {
          ...request,
          error: step.failure.message,
          status_code: step.failure.status,
          attempt: step.attempt,
        });
        continue;
      }
      const { tokens } = step;
      add(step.endMs, 'api_request', turn, {
        ...request,
        input_tokens: tokens.input,
        output_tokens: tokens.output,
        cache_read_tokens: tokens.cacheRead,
        cache_creation_tokens: tokens.cacheCreation,
        cache_creation_5m_tokens: tokens.cacheCreation - tokens.cacheCreation1h,
        cache_creation_1h_tokens: tokens.cacheCreation1h,
        cost_usd: step.costUsd,
        cost_usd_micros: Math.round(step.costUsd * 1e6),
        ttft_ms: step.ttftMs,
      });
      if (step.stopReason === 'end_turn') {
        add(step.endMs, 'assistant_response', turn, {
          model: step.model,
          request_id: step.requestId,
          query_source: source,
          response: '<REDACTED>',
          response_length: tokens.output * 4,
          ...agent,
        });
      }
    }
  }
  return list
    .sort((a, b) => a.atMs - b.atMs)
    .map(({ atMs, name, turn, values }, sequence) => ({
      timeUnixNano: nanos(atMs),
      observedTimeUnixNano: nanos(atMs),
      body: { stringValue: `claude_code.${name}` },
      attributes: [
        ...common,
        ...attributes({
          'event.name': name,
          'event.timestamp': new Date(atMs).toISOString(),
          'event.sequence': sequence,
          'prompt.id': turn?.promptId,
          ...values,
        }),
      ],
      droppedAttributesCount: 0,
      ...(turn && { flags: 1, traceId: turn.traceId, spanId: turn.spanId }),
    }));
}

/** One export after each turn: what was counted since the one before. @param {Session} session @returns {OtlpRecord[]} */
function metrics(session) {
  const common = everywhere(session);
  /** @type {OtlpRecord[]} */
  const list = [];
  let sinceMs = session.startMs;

  for (const turn of session.turns) {
    /** @type {Map<string, { name: string, unit: string, points: Map<string, { values: Values, sum: number }> }>} */
    const sums = new Map();
    /** @param {string} name @param {number} value @param {Values} values */
    const add = (name, value, values = {}, unit = '') => {
      if (value === 0) return;
      const metric = sums.get(name) ?? { name, unit, points: new Map() };
      sums.set(name, metric);
      const key = JSON.stringify(values);
      const point = metric.points.get(key) ?? { values, sum: 0 };
      metric.points.set(key, point);
      point.sum += value;
    };

    if (turn.number === 1) add('session.count', 1, { start_type: session.startType });
    let waitedMs = 0;
    for (const { step } of steps(turn)) {
      if (step.kind === 'request') {
        const { tokens } = step;
        const asked = {
          model: step.model,
          query_source: step.agent ? 'subagent' : 'main',
          ...(step.fast && { speed: 'fast' }),
          ...(step.agent && { 'agent.name': step.agent.type }),
        };
        add('cost.usage', step.costUsd, asked, 'USD');
        add('token.usage', tokens.input, { ...asked, type: 'input' }, 'tokens');
        add('token.usage', tokens.output, { ...asked, type: 'output' }, 'tokens');
        add('token.usage', tokens.cacheRead, { ...asked, type: 'cacheRead' }, 'tokens');
        add('token.usage', tokens.cacheCreation, { ...asked, type: 'cacheCreation' }, 'tokens');
        continue;
      }
      if (step.decidedBy.startsWith('user_')) waitedMs += step.decidedMs - step.startMs;
      if (step.language) {
        const decision = step.accepted ? 'accept' : 'reject';
        const { decidedBy: source, name: tool_name, language } = step;
        add('code_edit_tool.decision', 1, { decision, source, tool_name, language });
      }
      add('lines_of_code.count', step.linesAdded, { type: 'added', model: step.model });
      add('lines_of_code.count', step.linesRemoved, { type: 'removed', model: step.model });
      if (step.commit) add('commit.count', 1);
      if (step.pullRequest) add('pull_request.count', 1);
    }
    add('active_time.total', turn.typedMs / 1000, { type: 'user' }, 's');
    add('active_time.total', (turn.endMs - turn.startMs - waitedMs) / 1000, { type: 'cli' }, 's');

    for (const { name, unit, points } of sums.values()) {
      list.push({
        name: `claude_code.${name}`,
        unit,
        sum: {
          aggregationTemporality: DELTA,
          isMonotonic: true,
          dataPoints: [...points.values()].map(({ values, sum }) => ({
            attributes: [...common, ...attributes(values)],
            startTimeUnixNano: nanos(sinceMs),
            timeUnixNano: nanos(turn.endMs),
            asDouble: sum,
          })),
        },
      });
    }
    sinceMs = turn.endMs;
  }
  return list;
}

/**
 * Tells a session in every signal that its surface sends.
 *
 * @param {Session} session
 * @returns {Block[]}
 */
export function tell(session) {
  const { person } = session;
  const resource = {
    attributes: attributes({
      ...person.team,
      'user.email': person.email,
      'user.name': person.name,
      'deployment.environment': person.human ? 'dev' : 'prod',
      'os.type': person.os,
      'service.name': SURFACES[person.surface].service,
      'service.version': VERSION,
    }),
  };
  /** @param {import('./otlp.mjs').Signal} signal @param {string} scope @param {OtlpRecord[]} records @returns {Block} */
  const block = (signal, scope, records) => ({
    signal,
    resource,
    scope: { name: `com.anthropic.claude_code${scope}`, version: signal === 'traces' ? '1.0.0' : VERSION },
    records,
    count: count(signal, records),
  });
  const logs = block('logs', '.events', events(session));
  // Cowork sends nothing else.
  if (person.surface === 'cowork') return [logs];
  return [block('traces', '.tracing', spans(session)), logs, block('metrics', '', metrics(session))];
}
