// What the records of one signal tell of one session on one day: figures by model and rate, and tallies.

import { type Figure, type Figures, noFigures, TOKENS } from './figures.ts';
import { modelName, rate } from './model.ts';
import type { LogRecord, Point, Span } from './records.ts';
import { Sum, type Tally } from './tally.ts';

/** `user_prompt` and so on by the number that the tally of records gives them. */
const EVENT_KINDS = [
  'user_prompt',
  'api_request',
  'api_error',
  'tool_result',
  'tool_decision',
  'api_retries_exhausted',
  'api_refusal',
  'hook_execution_complete',
  'compaction',
  'permission_mode_changed',
  'skill_activated',
  'subagent_completed',
  'mcp_server_connection',
  'plugin_loaded',
  'plugin_installed',
  'at_mention',
  'auth',
  'internal_error',
];
const SPAN_KINDS = ['interaction', 'llm_request', 'tool', 'tool.blocked_on_user', 'tool.execution', 'hook'];

/** Who decides, by number; 0 is something newer than this list. The last four are people. */
const DECIDERS = ['config', 'hook', 'user_permanent', 'user_temporary', 'user_abort', 'user_reject'];
const FIRST_PERSON = 3;

const HOUR_MS = 3_600_000;

export const nanos = (usd: number) => Math.round(usd * 1e9);

interface Decided {
  tool: string;
  decision: string | undefined;
  source: string | undefined;
  count: number;
}

export class Told {
  /** By model and rate. */
  readonly figures = new Map<string, Figures>();
  /** By name and detail. */
  readonly tallies = new Map<Tally, Map<string, Sum>>();
  records = 0;
  /** Starts of a client, and of its agents' view, which is no session. */
  starts = 0;
  views = 0;

  amount(...figures: readonly Figure[]): number {
    let sum = 0;
    for (const row of this.figures.values()) for (const figure of figures) sum += row[figure];
    return sum;
  }

  count(tally: Tally): number {
    return [...(this.tallies.get(tally)?.values() ?? [])].reduce((sum, { count }) => sum + count, 0);
  }

  private figure(figure: Figure, value: number, model = '', atRate = 0) {
    const key = `${model} ${atRate}`;
    const row = this.figures.get(key) ?? noFigures();
    row[figure] += value;
    this.figures.set(key, row);
  }

  private tally(tally: Tally, name = '', detail: number | string = 0, count = 1): Sum {
    const rows = this.tallies.get(tally) ?? new Map<string, Sum>();
    this.tallies.set(tally, rows);
    const key = `${name} ${detail}`;
    const sum = rows.get(key) ?? new Sum();
    rows.set(key, sum);
    sum.count += count;
    return sum;
  }

  private timed(tally: Tally, ms: number, name = '', detail: number | string = 0) {
    const sum = this.tally(tally, name, detail);
    sum.total += ms;
    sum.lengths.push(ms);
  }

  private record(signal: number, kinds: string[], name: string) {
    const kind = kinds.indexOf(name) + 1;
    this.tally('Record', kind === 0 ? name : '', signal * 100 + kind);
  }

  private decided({
    tool,
    decision,
    source,
    count,
  }: Decided): { accepted: boolean; byPerson: boolean; detail: number } | undefined {
    if (decision !== 'accept' && decision !== 'reject') return undefined;
    const accepted = decision === 'accept';
    const decider = DECIDERS.indexOf(source ?? '') + 1;
    const byPerson = decider >= FIRST_PERSON;
    const detail = decider * 2 + Number(accepted);
    this.tally('Decision', tool, detail, count);
    if (byPerson) this.figure(accepted ? 'approvals' : 'rejections', count);
    return { accepted, byPerson, detail };
  }

  /** Requests, tokens and retries of a model request, answered or not. */
  private modelRequest({ attributes }: Span | LogRecord, answered: boolean): string {
    const model = modelName(attributes.text('model'));
    const tokens = (key: Figure) => attributes.number(key) ?? 0;
    const prompt = tokens('input_tokens') + tokens('cache_read_tokens') + tokens('cache_creation_tokens');
    const at = rate(model, attributes.text('speed'), prompt);
    this.figure(answered ? 'requests' : 'errors', 1, model, at);
    for (const figure of TOKENS) this.figure(figure, tokens(figure), model, at);
    this.figure('cache_creation_1h_tokens', tokens('cache_creation_1h_tokens'), model, at);
    this.figure('retries', Math.max(0, (attributes.number('attempt') ?? 1) - 1), model, at);
    const usd = attributes.number('cost_usd') ?? (attributes.number('cost_usd_micros') ?? 0) / 1e6;
    this.figure('cost_nanos', nanos(usd), model, at);
    const ttft = attributes.number('ttft_ms');
    if (answered && ttft !== undefined) this.timed('Ttft', ttft, model);
    if (!answered) this.tally('ApiError', model, attributes.number('status_code') ?? 0);
    return model;
  }

  private toolRun({ attributes }: Span | LogRecord, ms: number, tool: string, errorKey: string) {
    const success = attributes.truth('success');
    this.figure('tool_runs', 1);
    this.timed('ToolRun', ms, tool, success === undefined ? -1 : Number(success));
    if (success !== false) return;
    this.figure('tool_errors', 1);
    this.tally('ToolError', attributes.text(errorKey));
  }

  private hook({ attributes }: Span | LogRecord, ms: number) {
    const some = (key: string) => (attributes.number(key) ?? 0) > 0;
    const failed = some('num_non_blocking_error') || some('num_cancelled');
    this.timed('Hook', ms, attributes.text('hook_event'), some('num_blocking') ? 1 : failed ? 2 : 0);
  }

  log(event: LogRecord) {
    const { attributes, name } = event;
    const text = (key: string) => attributes.text(key);
    const ms = attributes.number('duration_ms') ?? 0;
    const succeeded = Number(attributes.truth('success') ?? -1);
    this.records += 1;
    this.record(1, EVENT_KINDS, name);
    // A process numbers its events from 0.
    if (attributes.number('event.sequence') === 0) this.starts += 1;
    switch (name) {
      case 'user_prompt':
        this.figure('prompts', 1);
        this.tally('PromptHour', '', Math.floor(event.timeMs / HOUR_MS) % 24);
        if (text('command_name')) this.tally('SlashCommand', text('command_name'));
        break;
      case 'api_request': {
        const model = this.modelRequest(event, true);
        this.timed('Latency', ms, model);
        const payers = [
          ['AgentCost', 'agent.name'],
          ['SkillCost', 'skill.name'],
          ['PluginCost', 'plugin.name'],
          ['McpCost', 'mcp_server.name'],
        ] as const;
        for (const [tally, key] of payers) {
          if (text(key)) this.tally(tally, text(key)).total += nanos(attributes.number('cost_usd') ?? 0);
        }
        break;
      }
      case 'api_error':
        this.modelRequest(event, false);
        break;
      case 'tool_result':
        this.toolRun(event, ms, text('tool_name') ?? '', 'error_type');
        break;
      case 'tool_decision':
        this.decided({
          tool: text('tool_name') ?? '',
          decision: text('decision'),
          source: text('source'),
          count: 1,
        });
        break;
      case 'api_refusal':
        this.tally('Refusal', modelName(text('model')));
        break;
      case 'hook_execution_complete':
        this.hook(event, attributes.number('total_duration_ms') ?? 0);
        break;
      case 'compaction':
        this.timed('Compaction', ms, text('trigger'), succeeded);
        break;
      case 'permission_mode_changed':
        this.tally('PermissionMode', text('to_mode'), text('from_mode'));
        break;
      case 'skill_activated':
        this.tally('Skill', text('skill.name'), text('invocation_trigger'));
        break;
      case 'subagent_completed':
        this.timed('Subagent', ms, text('agent_type'));
        break;
      case 'mcp_server_connection':
        this.tally('McpServer', text('server_name') ?? text('server_scope'), text('status'));
        break;
      case 'plugin_loaded':
        this.tally('Plugin', text('plugin.name'), 1);
        break;
      case 'plugin_installed':
        this.tally('Plugin', text('plugin.name'), 2);
        break;
      case 'at_mention':
        this.tally('Mention', text('mention_type'), succeeded);
        break;
      case 'auth':
        this.tally('Auth', text('action'), succeeded);
        break;
      case 'internal_error':
        this.tally('InternalError', text('error_name'));
        break;
    }
  }

  /** `toolName` is that of the tool span around this one. */
  span(span: Span, toolName: string) {
    const { attributes } = span;
    const name = span.name.replace(/^claude_code\./, '');
    const ms = Math.max(0, span.endMs - span.startMs);
    this.records += 1;
    this.record(2, SPAN_KINDS, name);
    switch (name) {
      case 'interaction':
        this.figure('prompts', 1);
        this.timed('Turn', ms);
        this.tally('PromptHour', '', Math.floor(span.endMs / HOUR_MS) % 24);
        // A process numbers its interactions from 1; /clear begins a session in the middle of them.
        if (attributes.number('interaction.sequence') === 1) this.starts += 1;
        break;
      case 'llm_request': {
        const answered = attributes.truth('success') ?? !span.failed;
        const model = this.modelRequest(span, answered);
        if (answered) this.timed('Latency', ms, model);
        else this.tally('ApiErrorClass', attributes.text('error_class'));
        break;
      }
      case 'tool.blocked_on_user': {
        const decided = this.decided({
          tool: toolName,
          decision: attributes.text('decision'),
          source: attributes.text('source'),
          count: 1,
        });
        if (decided?.byPerson) this.timed('Waiting', ms, toolName, Number(decided.accepted));
        break;
      }
      case 'tool.execution':
        this.toolRun(span, ms, toolName, 'error_class');
        break;
      case 'hook':
        this.hook(span, ms);
        break;
    }
  }

  /** `value` is the increment. */
  point(point: Point, value: number) {
    const { name, attributes } = point;
    this.records += 1;
    const text = (key: string) => attributes.text(key);
    // A point of nothing is not kept.
    if (whole(point) > 0) this.tally('Record', '', 300);
    const model = modelName(text('model'));
    const at = rate(model, text('speed'), 0);
    const parts: Record<string, Record<string, Figure>> = {
      'token.usage': {
        input: 'input_tokens',
        output: 'output_tokens',
        cacheRead: 'cache_read_tokens',
        cacheCreation: 'cache_creation_tokens',
      },
      'lines_of_code.count': { added: 'lines_added', removed: 'lines_removed' },
      'active_time.total': { user: 'active_user_ms', cli: 'active_cli_ms' },
    };
    const metric = name.replace(/^claude_code\./, '');
    switch (metric) {
      case 'session.count':
        if (text('start_type') === 'agents_view') this.views += value;
        else this.starts += value;
        break;
      case 'commit.count':
        this.figure('commits', value);
        break;
      case 'pull_request.count':
        this.figure('pull_requests', value);
        break;
      case 'cost.usage':
        this.figure('cost_nanos', value, model, at);
        break;
      case 'code_edit_tool.decision': {
        const decided = this.decided({
          tool: text('tool_name') ?? '',
          decision: text('decision'),
          source: text('source'),
          count: value,
        });
        if (decided) this.tally('Edit', text('language'), decided.detail, value);
        break;
      }
      default: {
        const figure = parts[metric]?.[text('type') ?? ''];
        if (figure) this.figure(figure, value, model, at);
      }
    }
  }
}

/** A point's value in the unit of its figure: whole nano-dollars, milliseconds, tokens, counts. */
export function whole({ name, value }: Point): number {
  if (name === 'claude_code.cost.usage') return nanos(value);
  if (name === 'claude_code.active_time.total') return Math.round(value * 1000);
  return Math.round(value);
}
