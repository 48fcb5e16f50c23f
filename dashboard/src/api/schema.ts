// Written by scripts/api-types.mjs from docs/openapi.json, which is made from the Worker's own types: change those.

import type { Day } from '../days';

/** One UTC day. */
export interface ActiveDay {
  /** The day. */
  readonly day: Day;
  /** Users who were active on it. */
  readonly dau: number;
  /** Users who were active on it or the 6 days before. */
  readonly wau: number;
  /** Users who were active on it or the 29 days before. */
  readonly mau: number;
  /** Sessions started. */
  readonly sessions: number | null;
  /** User prompts. */
  readonly prompts: number | null;
  /** Model requests that were answered. */
  readonly requests: number;
  /** All four kinds of tokens. */
  readonly tokens: number;
  /** Tokens at the prices of their days. */
  readonly cost_usd: number;
  /** Lines of code added. */
  readonly lines_added: number;
  /** Lines of code removed. */
  readonly lines_removed: number;
  /** Commits made. */
  readonly commits: number | null;
  /** Pull requests opened. */
  readonly pull_requests: number | null;
  /** Time spent typing. */
  readonly active_user_seconds: number | null;
  /** Time Claude spent working. */
  readonly active_cli_seconds: number | null;
}

/** One user. */
export interface ActiveUser {
  /** An e-mail address, an account or an installation; `""` for who did not say. */
  readonly user: string;
  /** Days of the range on which they were active. */
  readonly active_days: number;
  /** The last of them. */
  readonly last_day: Day | null;
  /** Sessions started. */
  readonly sessions: number | null;
  /** User prompts. */
  readonly prompts: number | null;
  /** Model requests that were answered. */
  readonly requests: number;
  /** All four kinds of tokens. */
  readonly tokens: number;
  /** Tokens at the prices of their days. */
  readonly cost_usd: number;
  /** Lines of code added. */
  readonly lines_added: number;
  /** Lines of code removed. */
  readonly lines_removed: number;
  /** Commits made. */
  readonly commits: number | null;
  /** Pull requests opened. */
  readonly pull_requests: number | null;
  /** Time spent typing. */
  readonly active_user_seconds: number | null;
  /** Time Claude spent working. */
  readonly active_cli_seconds: number | null;
  /** What they are called, where it is known. */
  readonly name?: string;
}

/** Activity by day, by hour of the week, by user, and by what of Claude Code was used. */
export interface Activity {
  /** First UTC day. */
  readonly from: Day;
  /** Last UTC day. */
  readonly to: Day;
  /** The whole range. */
  readonly totals: ActivityTotals;
  /** Every day of the range, also the quiet ones. */
  readonly series: readonly ActiveDay[];
  /** The users who did anything: the dearest first, then those with the most tokens. */
  readonly users: readonly ActiveUser[];
  /** Whether there are more users than are listed. */
  readonly users_truncated: boolean;
  /** User prompts by weekday (0 is Monday) and hour of the day, both UTC. */
  readonly hours: readonly (readonly number[])[];
  /** Skills that were activated. */
  readonly skills: readonly Skill[];
  /** Plugins that were loaded or installed. */
  readonly plugins: readonly Plugin[];
  /** Connections to MCP servers. */
  readonly mcp_servers: readonly McpServer[];
  /** Sub-agents that completed. */
  readonly subagents: readonly Subagent[];
  /** Hooks that ran. */
  readonly hooks: readonly Hook[];
  /** Slash commands. */
  readonly slash_commands: readonly Named[];
  /** Compactions. */
  readonly compactions: readonly Compactions[];
  /** Changes of the permission mode. */
  readonly permission_modes: readonly PermissionModeChange[];
  /** Mentions. */
  readonly mentions: readonly Mentions[];
  /** Client versions. */
  readonly versions: readonly Version[];
  /** Costs by agent, skill, plugin and MCP server. */
  readonly costs: ReportedCosts;
  /** Records that are kept by name only. */
  readonly records: readonly UnknownRecord[];
  /** The range before, when asked for. */
  readonly previous?: PreviousActivity;
}

/** A whole range. */
export interface ActivityTotals {
  /** Users who were active on any of its days. */
  readonly active_users: number;
  /** Active users a day, on average over all its days. */
  readonly average_dau: number;
  /** `wau` of its last day. */
  readonly wau: number;
  /** `mau` of its last day. */
  readonly mau: number;
  /** All days' `dau` over all days' `mau`: how much of a month's people come on a day. */
  readonly stickiness: number | null;
  /** Sessions started. */
  readonly sessions: number | null;
  /** User prompts. */
  readonly prompts: number | null;
  /** Model requests that were answered. */
  readonly requests: number;
  /** All four kinds of tokens. */
  readonly tokens: number;
  /** Tokens at the prices of their days. */
  readonly cost_usd: number;
  /** Lines of code added. */
  readonly lines_added: number;
  /** Lines of code removed. */
  readonly lines_removed: number;
  /** Commits made. */
  readonly commits: number | null;
  /** Pull requests opened. */
  readonly pull_requests: number | null;
  /** Time spent typing. */
  readonly active_user_seconds: number | null;
  /** Time Claude spent working. */
  readonly active_cli_seconds: number | null;
}

export interface ApiErrors {
  /** By HTTP status, the most frequent first. */
  readonly by_status: readonly ErrorStatus[];
  /** By class of the error, likewise. */
  readonly by_class: readonly ErrorClass[];
}

/** Decisions by whose they are. Only people's make an approval rate: a rule answers without asking anyone. */
export interface Approvals {
  /** Of people. */
  readonly people: Decisions;
  /** Of hooks. */
  readonly hooks: Decisions;
  /** Of rules in the settings. */
  readonly automatic: Decisions;
  /** Of something newer than this list. */
  readonly other: Decisions;
  /** By tool, the most asked about first. */
  readonly by_tool: readonly ToolDecisions[];
  /** By who or what decided. */
  readonly by_decider: readonly DeciderDecisions[];
  /** Decisions about edits, by programming language. */
  readonly by_language: readonly LanguageDecisions[];
}

export interface Audit {
  /** Newest first. */
  readonly entries: readonly AuditEntry[];
  /** What to ask for as `before` to go on; null: that was all. */
  readonly next: string | null;
}

export interface AuditEntry {
  /** What the change is called. */
  readonly id: string;
  /** When it was made. */
  readonly at: string;
  /** Address of who made it. */
  readonly actor: string;
  /** What was done: `token_rotated`, `member_added`, … */
  readonly action: string;
  /** What was changed: an address, the first characters of a token, a model. */
  readonly subject: string | null;
  /** To what. */
  readonly detail: string | null;
}

/** One thing to be told. */
export interface ChecklistItem {
  /** Which one. */
  readonly id: ChecklistItemId;
  /** It is told. */
  readonly is_done: boolean;
  /** Its heading. */
  readonly title: string;
  /** What was seen, or what to set. */
  readonly detail: string;
  /** The variable to set, where one is missing. */
  readonly variable: string | null;
}

/** What there is to be told. */
export type ChecklistItemId = 'first_request' | 'traces' | 'metrics' | 'logs' | 'users' | 'cost' | 'labels';

/** A client. */
export interface ClientVersion {
  /** Empty: not said. */
  readonly version: string;
  /** Empty: not said. */
  readonly os: string;
  /** Sessions on days. */
  readonly session_days: number;
}

export interface CodeRequest {
  /** Whose code. */
  readonly email: string;
}

export interface CodeSent {
  /** The address, as it was understood. */
  readonly email: string;
  /** How long a code can be used. */
  readonly expires_in_seconds: number;
}

export interface CodeTyped {
  /** Six digits. */
  readonly code: string;
}

/** Compactions of the context. */
export interface Compactions {
  /** `auto` or `manual`. */
  readonly trigger: string;
  /** Those that succeeded. */
  readonly succeeded: number;
  /** Those that failed. */
  readonly failed: number;
  /** How long one took on average. */
  readonly mean_ms: number;
}

/** One day. */
export interface DayFigures {
  /** UTC day. */
  readonly day: Day;
  /** Model requests that were answered. */
  readonly requests: number;
  /** Model requests that failed for good. */
  readonly errors: number;
  /** Attempts beyond the first. */
  readonly retries: number;
  /** Tokens of prompts that neither came from nor went to the cache. */
  readonly input_tokens: number;
  /** Tokens that were generated. */
  readonly output_tokens: number;
  /** Tokens of prompts that came from the cache. */
  readonly cache_read_tokens: number;
  /** Tokens of prompts that were written to the cache. */
  readonly cache_creation_tokens: number;
  /** How much of all tokens of prompts came from the cache; null without prompts. */
  readonly cache_hit_rate: number | null;
  /** Tokens at the prices of their days: the org's own, else the list's. */
  readonly cost_usd: number;
  /** What the clients said it cost. */
  readonly reported_cost_usd: number;
  /** `cost_usd` less `reported_cost_usd`. */
  readonly cost_difference_usd: number;
  /** Tokens that have no price and are in no cost. */
  readonly unpriced_tokens: number;
  /** Sessions started. */
  readonly sessions: number | null;
  /** User prompts. */
  readonly prompts: number | null;
  /** Tool calls that ran. */
  readonly tool_runs: number | null;
  /** Those that failed. */
  readonly tool_errors: number | null;
  /** Permissions that people granted. */
  readonly approvals: number | null;
  /** Permissions that people refused. */
  readonly rejections: number | null;
  /** Lines of code added. */
  readonly lines_added: number;
  /** Lines of code removed. */
  readonly lines_removed: number;
  /** Commits made. */
  readonly commits: number | null;
  /** Pull requests opened. */
  readonly pull_requests: number | null;
  /** Time spent typing. */
  readonly active_user_seconds: number | null;
  /** Time Claude spent working. */
  readonly active_cli_seconds: number | null;
  /** What the same tokens would have cost had nothing been cached, less `cost_usd`: what was read from and written to the cache at the price of plain input on its day. Negative where writes outweigh reads; only of tokens that have a price. */
  readonly cache_savings_usd: number;
}

/** Who decided. */
export type Decider =
  | 'other'
  | 'config'
  | 'hook'
  | 'user_permanent'
  | 'user_temporary'
  | 'user_abort'
  | 'user_reject';

export interface DeciderDecisions {
  /** Who or what decided. */
  readonly decider: Decider;
  /** The tool could run. */
  readonly accepted: number;
  /** It could not. */
  readonly rejected: number;
}

/** Decisions of one kind. */
export interface Decisions {
  /** The tool could run. */
  readonly accepted: number;
  /** It could not. */
  readonly rejected: number;
  /** Accepted ÷ all; null when there were none. */
  readonly rate: number | null;
}

/** What figures can be filtered on. Lists are in the order of their texts and have at most 2,000 values. */
export interface Dimensions {
  /** Who reports. */
  readonly users: readonly User[];
  /** Models of the range. */
  readonly models: readonly string[];
  /** Surfaces of the range. */
  readonly sources: readonly string[];
  /** Values of `team`. */
  readonly teams: readonly string[];
  /** Values of `department`. */
  readonly departments: readonly string[];
  /** Values of `cost_center`. */
  readonly cost_centers: readonly string[];
  /** Values of `environment`. */
  readonly environments: readonly string[];
  /** Values of `repository`. */
  readonly repositories: readonly string[];
  /** Values of the org's own labels, by attribute. */
  readonly labels: {
    readonly [name: string]: readonly string[];
  };
  /** The org's own labels, as an admin listed them. */
  readonly attributes: readonly string[];
  /** Whether a list has more values than are answered. */
  readonly truncated: boolean;
  /** The first UTC day that has figures. */
  readonly first_day: Day | null;
  /** The last one. */
  readonly last_day: Day | null;
  /** How long things are kept. */
  readonly retention: Retention;
}

export interface Erasure {
  /** Its number. The daily figures of the person stay, under the user `erased-` and this. */
  readonly id: string;
  /** Address of the admin who asked for it. */
  readonly asked_by: string;
  /** When that was. */
  readonly asked_at: string;
  /** When it was done; null: it waits for the cron, and for what is not counted yet. */
  readonly done_at: string | null;
}

/** The body of `POST`. */
export interface ErasureBody {
  /** Whom, as `/dimensions` names users. */
  readonly user: string;
}

export interface Erasures {
  /** Newest first, at most 100. */
  readonly erasures: readonly Erasure[];
}

export interface ErrorClass {
  /** The class of the error. */
  readonly class: string;
  /** How often. */
  readonly count: number;
}

export interface ErrorStatus {
  /** HTTP status; null: there was no answer at all. */
  readonly status: number | null;
  /** How often. */
  readonly count: number;
}

/** What an event is about; named as its `event.name`. The codes are `telemetry::events::EventKind`'s. */
export type EventName =
  | 'other'
  | 'user_prompt'
  | 'api_request'
  | 'api_error'
  | 'tool_result'
  | 'tool_decision'
  | 'api_retries_exhausted'
  | 'api_refusal'
  | 'hook_execution_complete'
  | 'compaction'
  | 'permission_mode_changed'
  | 'skill_activated'
  | 'subagent_completed'
  | 'mcp_server_connection'
  | 'plugin_loaded'
  | 'plugin_installed'
  | 'at_mention'
  | 'auth'
  | 'internal_error';

/** A fact that several signals tell. */
export type Fact = 'requests' | 'errors' | 'tokens' | 'cost' | 'prompts' | 'tool_runs' | 'decisions';

/** Of how many session-days each signal was believed. */
export interface FactToldBy {
  /** What was told. */
  readonly fact: Fact;
  /** Session-days on which events told it. */
  readonly logs: number;
  /** Session-days on which spans told it. */
  readonly traces: number;
  /** Session-days on which data points told it. */
  readonly metrics: number;
}

/** What was used, as it is answered. What is told without a model is null where only models are looked at. */
export interface Figures {
  /** Model requests that were answered. */
  readonly requests: number;
  /** Model requests that failed for good. */
  readonly errors: number;
  /** Attempts beyond the first. */
  readonly retries: number;
  /** Tokens of prompts that neither came from nor went to the cache. */
  readonly input_tokens: number;
  /** Tokens that were generated. */
  readonly output_tokens: number;
  /** Tokens of prompts that came from the cache. */
  readonly cache_read_tokens: number;
  /** Tokens of prompts that were written to the cache. */
  readonly cache_creation_tokens: number;
  /** How much of all tokens of prompts came from the cache; null without prompts. */
  readonly cache_hit_rate: number | null;
  /** Tokens at the prices of their days: the org's own, else the list's. */
  readonly cost_usd: number;
  /** What the clients said it cost. */
  readonly reported_cost_usd: number;
  /** `cost_usd` less `reported_cost_usd`. */
  readonly cost_difference_usd: number;
  /** Tokens that have no price and are in no cost. */
  readonly unpriced_tokens: number;
  /** Sessions started. */
  readonly sessions: number | null;
  /** User prompts. */
  readonly prompts: number | null;
  /** Tool calls that ran. */
  readonly tool_runs: number | null;
  /** Those that failed. */
  readonly tool_errors: number | null;
  /** Permissions that people granted. */
  readonly approvals: number | null;
  /** Permissions that people refused. */
  readonly rejections: number | null;
  /** Lines of code added. */
  readonly lines_added: number;
  /** Lines of code removed. */
  readonly lines_removed: number;
  /** Commits made. */
  readonly commits: number | null;
  /** Pull requests opened. */
  readonly pull_requests: number | null;
  /** Time spent typing. */
  readonly active_user_seconds: number | null;
  /** Time Claude spent working. */
  readonly active_cli_seconds: number | null;
  /** What the same tokens would have cost had nothing been cached, less `cost_usd`: what was read from and written to the cache at the price of plain input on its day. Negative where writes outweigh reads; only of tokens that have a price. */
  readonly cache_savings_usd: number;
}

export interface FirstAdminLink {
  /** What follows `#first-admin=` in the link that the deployment printed. */
  readonly key: string;
}

/** Something that sessions did not tell. */
export type Gap =
  | 'email'
  | 'session_id'
  | 'repository'
  | 'entrypoint'
  | 'team'
  | 'logs'
  | 'traces'
  | 'metrics';

/** What figures are grouped by: the day, the user, the model, the surface, or a label of the session; an org's own labels come after `label.`. */
export type GroupBy =
  | 'day'
  | 'user'
  | 'model'
  | 'source'
  | 'team'
  | 'department'
  | 'cost_center'
  | 'environment'
  | 'repository'
  | `label.${string}`;

/** One group. */
export interface GroupFigures {
  /** The day, user, model, source or label value; `""` is none. */
  readonly key: string;
  /** Model requests that were answered. */
  readonly requests: number;
  /** Model requests that failed for good. */
  readonly errors: number;
  /** Attempts beyond the first. */
  readonly retries: number;
  /** Tokens of prompts that neither came from nor went to the cache. */
  readonly input_tokens: number;
  /** Tokens that were generated. */
  readonly output_tokens: number;
  /** Tokens of prompts that came from the cache. */
  readonly cache_read_tokens: number;
  /** Tokens of prompts that were written to the cache. */
  readonly cache_creation_tokens: number;
  /** How much of all tokens of prompts came from the cache; null without prompts. */
  readonly cache_hit_rate: number | null;
  /** Tokens at the prices of their days: the org's own, else the list's. */
  readonly cost_usd: number;
  /** What the clients said it cost. */
  readonly reported_cost_usd: number;
  /** `cost_usd` less `reported_cost_usd`. */
  readonly cost_difference_usd: number;
  /** Tokens that have no price and are in no cost. */
  readonly unpriced_tokens: number;
  /** Sessions started. */
  readonly sessions: number | null;
  /** User prompts. */
  readonly prompts: number | null;
  /** Tool calls that ran. */
  readonly tool_runs: number | null;
  /** Those that failed. */
  readonly tool_errors: number | null;
  /** Permissions that people granted. */
  readonly approvals: number | null;
  /** Permissions that people refused. */
  readonly rejections: number | null;
  /** Lines of code added. */
  readonly lines_added: number;
  /** Lines of code removed. */
  readonly lines_removed: number;
  /** Commits made. */
  readonly commits: number | null;
  /** Pull requests opened. */
  readonly pull_requests: number | null;
  /** Time spent typing. */
  readonly active_user_seconds: number | null;
  /** Time Claude spent working. */
  readonly active_cli_seconds: number | null;
  /** What the same tokens would have cost had nothing been cached, less `cost_usd`: what was read from and written to the cache at the price of plain input on its day. Negative where writes outweigh reads; only of tokens that have a price. */
  readonly cache_savings_usd: number;
  /** What a user is called, where it is known. */
  readonly name?: string;
}

/** The figures by which ranges and groups are compared. */
export interface Headline {
  /** Decisions of people; `rate` is the approval rate. */
  readonly people: Decisions;
  /** Decisions of hooks. */
  readonly hooks: Decisions;
  /** Decisions of rules in the settings. */
  readonly automatic: Decisions;
  /** Tool calls that ran. */
  readonly tool_runs: number;
  /** Those that failed. */
  readonly tools_failed: number;
  /** Succeeded ÷ all of which it is said how they ended. */
  readonly tool_success_rate: number | null;
  /** Model requests that were answered. */
  readonly requests: number;
  /** Model requests that failed for good. */
  readonly errors: number;
  /** Attempts beyond the first. */
  readonly retries: number;
  /** Answers that were refused. */
  readonly refusals: number;
  /** Failed ÷ all model requests. */
  readonly error_rate: number | null;
  /** Turns. */
  readonly turns: number;
  /** Of answered model requests. */
  readonly latency: Times;
  /** Time to the first token. */
  readonly ttft: Times;
  /** Of tool calls. */
  readonly tool_time: Times;
  /** For people to decide. */
  readonly waiting: Times;
  /** Of turns. */
  readonly turn_time: Times;
}

/** Who reports what, and what is missing: the answer. */
export interface Health {
  /** First UTC day. */
  readonly from: Day;
  /** Last UTC day. */
  readonly to: Day;
  /** The three signals of everybody. */
  readonly signals: HeardSignals;
  /** Who has reported in the range, the busiest first. */
  readonly users: readonly Reporter[];
  /** What was refused, the most first. */
  readonly refused: readonly Refused[];
  /** Records whose kind this version does not know; they are counted by name. */
  readonly unknown_records: readonly UnknownKind[];
  /** Clients in use, the most first. */
  readonly versions: readonly ClientVersion[];
  /** What the figures do not show yet. */
  readonly pending: Pending;
  /** The range before, when asked for. */
  readonly previous?: PreviousHealth;
}

/** A signal. */
export interface Heard {
  /** When it was last heard of, in or out of the range; null: never. */
  readonly last_seen: string | null;
  /** Records in the range: events, spans, exports of metrics. */
  readonly records: number;
}

/** The three signals. */
export interface HeardSignals {
  /** Events. */
  readonly logs: Heard;
  /** Spans. */
  readonly traces: Heard;
  /** Data points. */
  readonly metrics: Heard;
}

/** The hooks of an event. */
export interface Hook {
  /** The hook event (`PreToolUse`, …). */
  readonly event: string;
  /** Runs. */
  readonly runs: number;
  /** Of those, in which a hook blocked what it was asked about. */
  readonly blocked: number;
  /** Of those, in which a hook failed or was cancelled. */
  readonly failed: number;
  /** How long one took on average. */
  readonly mean_ms: number;
}

export interface HookQuality {
  /** The hook event (`PreToolUse`, …). */
  readonly event: string;
  /** Runs. */
  readonly runs: number;
  /** Of those, in which a hook blocked what it was asked about. */
  readonly blocked: number;
  /** Of those, in which a hook failed or was cancelled. */
  readonly failed: number;
  /** How long they took. */
  readonly time: Times;
}

/** What a user is known by: the attribute that named them. */
export type Identity =
  | 'nobody'
  | 'process_owner'
  | 'installation'
  | 'account'
  | 'enduser'
  | 'email'
  | 'work_email';

export interface Ingest {
  /** Where clients export to. */
  readonly endpoint: string;
  /** An ingest token is in force. */
  readonly has_token: boolean;
  /** At least one session has been reported. */
  readonly has_data: boolean;
}

export interface IngestToken {
  /** The first characters, to tell tokens apart. */
  readonly hint: string;
  /** What it is called; `""` when it has no name. */
  readonly name: string;
  /** Address of the admin who made it. */
  readonly created_by: string;
  /** When it was made. */
  readonly created_at: string;
  /** The beginning of the hour in which an export last came with it; null: never. */
  readonly last_used_at: string | null;
  /** When it was revoked; null: it is in force. */
  readonly revoked_at: string | null;
  /** Address of the admin who revoked or replaced it. */
  readonly revoked_by: string | null;
}

/** The body of `POST`. */
export interface IngestTokenBody {
  /** What to call it: at most 60 characters, none of them a control character. */
  readonly name?: string;
}

export interface IngestTokens {
  /** Newest first, at most 100. */
  readonly tokens: readonly IngestToken[];
}

export type Invitation = 'sent' | 'failed';

export interface InvitationRequest {
  /** A member's address. */
  readonly email: string;
}

export interface InvitationSent {
  /** The address. */
  readonly email: string;
  /** What became of the mail. */
  readonly invitation: Invitation;
}

/** Decisions about edits. */
export interface LanguageDecisions {
  /** The programming language. */
  readonly language: string;
  /** Of people. */
  readonly people: Decisions;
  /** Of hooks. */
  readonly hooks: Decisions;
  /** Of rules in the settings. */
  readonly automatic: Decisions;
  /** Of something newer than this list. */
  readonly other: Decisions;
}

/** A list price, until the next one; no prices: there is no such price any more. */
export interface ListPrice {
  /** Since when. */
  readonly from: Day;
  /** null: from then on there is no such price. */
  readonly prices: Prices | null;
}

export interface MailState {
  /** The last mail that was tried, whoever's, did not go out. */
  readonly is_down: boolean;
}

/** An MCP server. */
export interface McpServer {
  /** The server, or its scope where the name is not told. */
  readonly name: string;
  /** Connections. */
  readonly connected: number;
  /** Attempts that failed. */
  readonly failed: number;
  /** Connections that ended. */
  readonly disconnected: number;
}

export interface Me {
  /** Their address. */
  readonly email: string;
  /** What they may do. */
  readonly role: Role;
  /** The org that this browser looks at. */
  readonly org: Org;
  /** The names of all orgs that they belong to. */
  readonly orgs: readonly string[];
  /** How far the org is with being told anything. */
  readonly ingest: Ingest;
}

export interface Member {
  /** Their address. */
  readonly email: string;
  /** What they may do. */
  readonly role: Role;
  /** When they were added. */
  readonly added_at: string;
  /** Address of the admin who added them; null: `ADMIN_EMAILS` lists them. */
  readonly added_by: string | null;
  /** When they were last here; null: they are signed in nowhere. */
  readonly last_seen_at: string | null;
}

export interface MemberAdded {
  /** The new member. */
  readonly member: Member;
  /** What became of the mail that tells them; when it failed, send it again. */
  readonly invitation: Invitation;
}

export interface Members {
  /** By address. */
  readonly members: readonly Member[];
}

/** Mentions by `@`. */
export interface Mentions {
  /** Of what (`file`, …). */
  readonly kind: string;
  /** Times that it was there. */
  readonly found: number;
  /** Times that it was not. */
  readonly not_found: number;
}

/** What somebody's sessions do not tell. */
export interface Missing {
  /** What is not told. */
  readonly what: Gap;
  /** On how many session-days. */
  readonly session_days: number;
  /** Of how many. */
  readonly of: number;
  /** What to set. */
  readonly setting: string;
}

export interface ModelByDay {
  /** The model. */
  readonly model: string;
  /** The days on which it was asked. */
  readonly series: readonly ModelDay[];
}

export interface ModelDay {
  /** UTC day. */
  readonly day: Day;
  /** Model requests that were answered. */
  readonly requests: number;
  /** Model requests that failed for good. */
  readonly errors: number;
  /** How long they took. */
  readonly latency: Times;
  /** Time to the first token. */
  readonly ttft: Times;
}

/** The prices of one model at one rate. */
export interface ModelPrices {
  /** The model. */
  readonly model: string;
  /** Which of its prices. */
  readonly rate: Rate;
  /** Today's; null: there is none. */
  readonly in_force: PriceInForce | null;
  /** The list's, in order of their days. */
  readonly list: readonly ListPrice[];
  /** The org's own, likewise. */
  readonly own: readonly OwnPrice[];
}

export interface ModelRequests {
  /** The model. */
  readonly model: string;
  /** Those that were answered. */
  readonly answered: number;
  /** Those that failed for good. */
  readonly failed: number;
  /** Attempts beyond the first. */
  readonly retries: number;
  /** Answers that were refused. */
  readonly refusals: number;
  /** Failed ÷ all; null when there were none. */
  readonly error_rate: number | null;
  /** How long they took. */
  readonly latency: Times;
  /** Time to the first token. */
  readonly ttft: Times;
}

/** The month of the last day, whether the range reaches back to its first or not. */
export interface Month {
  /** First UTC day of the month. */
  readonly from: Day;
  /** Last UTC day of the range. */
  readonly to: Day;
  /** The cost of these days under the same filters. */
  readonly cost_usd: number;
  /** The run rate at the month's end: `cost_usd`, and for every day of the month that is after `to`, or after today where `to` is later, the mean cost of the complete days. A day is complete once it is over (UTC): those before today, up to `to`. null while the month has no complete day. */
  readonly projected_cost_usd: number | null;
}

/** Something and how often. */
export interface Named {
  /** What. */
  readonly name: string;
  /** How often. */
  readonly count: number;
}

export interface NewIngestToken {
  /** The token: the only time that it is told. */
  readonly token: string;
  /** Its first characters, to tell tokens apart. */
  readonly hint: string;
  /** What it is called; `""` when it has no name. */
  readonly name: string;
  /** When it was made. */
  readonly created_at: string;
}

export interface NewMember {
  /** Their address. */
  readonly email: string;
  /** What they may do. */
  readonly role: Role;
}

export interface NewRole {
  /** What they may do from the next request on. */
  readonly role: Role;
}

/** What a node of a turn's tree is. */
export type NodeKind =
  | 'other'
  | 'interaction'
  | 'llm_request'
  | 'tool'
  | 'blocked_on_user'
  | 'execution'
  | 'hook';

/** The answer. */
export interface Onboarding {
  /** Where clients export to. */
  readonly endpoint: string;
  /** Stands in every text where the ingest token belongs. */
  readonly placeholder: string;
  /** The ways to connect clients. */
  readonly variants: readonly OnboardingVariant[];
  /** What has been told so far, and what to set for the rest. */
  readonly checklist: readonly ChecklistItem[];
  /** Exports of the last hour that had no token in force, the last one first. There were at least so many. */
  readonly rejections: readonly Rejection[];
}

/** A text, and where it belongs. */
export interface OnboardingFile {
  /** What it is called. */
  readonly name: string;
  /** Where it belongs, or who runs it. */
  readonly where: string;
  /** What it is written in. */
  readonly language: OnboardingLanguage;
  /** The text. */
  readonly text: string;
}

/** What a text is written in. */
export type OnboardingLanguage = 'json' | 'shell' | 'powershell' | 'yaml' | 'python' | 'typescript';

/** One environment variable (or, for apps that have none, one field of a form). */
export interface OnboardingVariable {
  /** Its name. */
  readonly name: string;
  /** Its value. */
  readonly value: string;
  /** What it is for, and what is missing without it. */
  readonly why: string;
}

/** One way to connect clients. */
export interface OnboardingVariant {
  /** Which one. */
  readonly id: OnboardingVariantId;
  /** Its heading. */
  readonly title: string;
  /** For whom it is, and what to do. */
  readonly intro: string;
  /** What to paste or to run. */
  readonly files: readonly OnboardingFile[];
  /** What is set, and why. */
  readonly variables: readonly OnboardingVariable[];
}

/** The ways to connect clients. */
export type OnboardingVariantId =
  | 'managed'
  | 'mdm'
  | 'user'
  | 'identity'
  | 'labels'
  | 'agent_sdk'
  | 'desktop'
  | 'collector';

export interface Org {
  /** What it is called. */
  readonly name: string;
}

export interface OrgChoice {
  /** One of `orgs`. */
  readonly org: string;
}

/** How something ended. */
export type Outcome = 'succeeded' | 'failed' | 'accepted' | 'rejected' | 'blocked';

/** The body of `PUT`, and its answer. */
export interface OwnLabels {
  /** Resource attributes, as set in `OTEL_RESOURCE_ATTRIBUTES`. */
  readonly attributes: readonly string[];
}

/** An org's own price, until its next one; no prices: the list's counts again. */
export interface OwnPrice {
  /** Since when. */
  readonly from: Day;
  /** From then on the list's price counts again. */
  readonly follows_list: boolean;
  /** null: it follows the list. */
  readonly prices: Prices | null;
  /** Address of the admin who set it. */
  readonly created_by: string;
  /** When it was set. */
  readonly created_at: string;
}

/** What the figures do not show yet. */
export interface Pending {
  /** Session-days with something new, which the next pass of the cron counts. */
  readonly session_days: number;
}

/** Changes of the permission mode. */
export interface PermissionModeChange {
  /** The mode before. */
  readonly from: string;
  /** The mode after. */
  readonly to: string;
  /** How often. */
  readonly count: number;
}

/** A plugin. */
export interface Plugin {
  /** The plugin. */
  readonly name: string;
  /** Times it was loaded. */
  readonly loaded: number;
  /** Times it was installed. */
  readonly installed: number;
}

/** The range of equal length right before. */
export interface PreviousActivity {
  /** First UTC day. */
  readonly from: Day;
  /** Last UTC day. */
  readonly to: Day;
  /** The whole range. */
  readonly totals: ActivityTotals;
  /** Its days, also the quiet ones. */
  readonly series: readonly ActiveDay[];
}

/** The range of equal length right before. */
export interface PreviousHealth {
  /** First UTC day. */
  readonly from: Day;
  /** Last UTC day. */
  readonly to: Day;
  /** Records by signal. */
  readonly signals: SignalRecords;
  /** Records that were refused. */
  readonly refused: number;
  /** How many users reported. */
  readonly users: number;
}

/** The range of equal length right before. */
export interface PreviousTurns {
  /** First UTC day. */
  readonly from: Day;
  /** Last UTC day. */
  readonly to: Day;
  /** All turns of that range together. */
  readonly totals: TurnTotals;
}

/** The range of equal length right before. */
export interface PreviousUsage {
  /** First UTC day. */
  readonly from: Day;
  /** Last UTC day. */
  readonly to: Day;
  /** The whole range. */
  readonly totals: Figures;
  /** Its days, also the empty ones. */
  readonly series: readonly DayFigures[];
  /** Its groups. */
  readonly groups: readonly GroupFigures[];
}

/** The body of the call. */
export interface PriceChange {
  /** The name of a model. */
  readonly model: string;
  /** Likewise. */
  readonly cache_creation_1h?: number | null;
  /** Likewise. */
  readonly cache_creation_5m?: number | null;
  /** Likewise. */
  readonly cache_read?: number | null;
  /** `from` may be before today, which changes what past days cost. */
  readonly change_past?: boolean;
  /** Instead of prices: the list's count again. */
  readonly follows_list?: boolean;
  /** The first UTC day, as YYYY-MM-DD; without it, today. */
  readonly from?: string | null;
  /** USD per million tokens, at most three decimals. */
  readonly input?: number | null;
  /** Likewise. */
  readonly output?: number | null;
  /** Which of its prices. */
  readonly rate?: Rate;
}

/** What a token costs today. */
export interface PriceInForce {
  /** Whose price it is. */
  readonly source: PriceSource;
  /** Since when. */
  readonly from: Day;
  /** Of prompts that neither come from nor go to the cache. */
  readonly input: number;
  /** Generated. */
  readonly output: number;
  /** Of prompts that come from the cache. */
  readonly cache_read: number;
  /** Written to the cache for five minutes. */
  readonly cache_creation_5m: number;
  /** Written to the cache for an hour. */
  readonly cache_creation_1h: number;
}

/** Every price: the answer. */
export interface PriceList {
  /** The UTC day for which `in_force` is told. */
  readonly today: Day;
  /** By model and rate. */
  readonly prices: readonly ModelPrices[];
  /** Models in use that have no price. */
  readonly unpriced: readonly UnpricedModel[];
}

/** Whose price it is. */
export type PriceSource = 'list' | 'own';

/** USD per million tokens. */
export interface Prices {
  /** Of prompts that neither come from nor go to the cache. */
  readonly input: number;
  /** Generated. */
  readonly output: number;
  /** Of prompts that come from the cache. */
  readonly cache_read: number;
  /** Written to the cache for five minutes. */
  readonly cache_creation_5m: number;
  /** Written to the cache for an hour. */
  readonly cache_creation_1h: number;
}

export interface Problem {
  /** What kind of problem. */
  readonly title: string;
  /** The HTTP status. */
  readonly status: number;
  /** What is wrong, and what to do. */
  readonly detail: string;
  /** The parameter to blame, where it is one. */
  readonly parameter?: string;
}

/** How well it goes: the answer. */
export interface Quality {
  /** First UTC day. */
  readonly from: Day;
  /** Last UTC day. */
  readonly to: Day;
  /** What the groups are, when asked for. */
  readonly group_by: GroupBy | null;
  /** How far a percentile may be from the exact one, in parts of it. Means and counts are exact. */
  readonly relative_error: number;
  /** The figures of the whole range, as `previous` and `groups` have them. */
  readonly totals: Headline;
  /** Of the range of equal length right before, when asked for. */
  readonly previous: Headline | null;
  /** Permission decisions. */
  readonly approvals: Approvals;
  /** Tools, the most used first. */
  readonly tools: readonly ToolQuality[];
  /** What went wrong with tools, the most frequent first. */
  readonly tool_errors: readonly ErrorClass[];
  /** Model requests. */
  readonly requests: RequestQuality;
  /** Model requests that failed for good. */
  readonly api_errors: ApiErrors;
  /** For people to decide. */
  readonly waiting: Waiting;
  /** Hooks that ran, by event. */
  readonly hooks: readonly HookQuality[];
  /** Turns. */
  readonly turns: TurnQuality;
  /** Every day of the range, also the empty ones. */
  readonly series: readonly QualityDay[];
  /** Of the models that were asked most, the days on which they were. */
  readonly models_by_day: readonly ModelByDay[];
  /** The groups, when asked for. */
  readonly groups: readonly QualityGroup[];
  /** Which signal each fact was believed from. */
  readonly told_by: readonly FactToldBy[];
}

export interface QualityDay {
  /** UTC day. */
  readonly day: Day;
  /** Tools that people let run. */
  readonly accepted: number;
  /** Tools that people did not let run. */
  readonly rejected: number;
  /** Accepted ÷ all decisions of people. */
  readonly approval_rate: number | null;
  /** Tool calls that ran. */
  readonly tool_runs: number;
  /** Succeeded ÷ all of which it is said how they ended. */
  readonly tool_success_rate: number | null;
  /** Model requests that were answered. */
  readonly requests: number;
  /** Model requests that failed for good. */
  readonly errors: number;
  /** How long they took. */
  readonly latency: Times;
  /** Time to the first token. */
  readonly ttft: Times;
  /** For people to decide. */
  readonly waiting: Times;
}

/** The figures by which ranges and groups are compared. */
export interface QualityGroup {
  /** The user, the model, the source or the label's value; empty: none. */
  readonly key: string;
  /** What a user is called. */
  readonly name: string | null;
  /** Decisions of people; `rate` is the approval rate. */
  readonly people: Decisions;
  /** Decisions of hooks. */
  readonly hooks: Decisions;
  /** Decisions of rules in the settings. */
  readonly automatic: Decisions;
  /** Tool calls that ran. */
  readonly tool_runs: number;
  /** Those that failed. */
  readonly tools_failed: number;
  /** Succeeded ÷ all of which it is said how they ended. */
  readonly tool_success_rate: number | null;
  /** Model requests that were answered. */
  readonly requests: number;
  /** Model requests that failed for good. */
  readonly errors: number;
  /** Attempts beyond the first. */
  readonly retries: number;
  /** Answers that were refused. */
  readonly refusals: number;
  /** Failed ÷ all model requests. */
  readonly error_rate: number | null;
  /** Turns. */
  readonly turns: number;
  /** Of answered model requests. */
  readonly latency: Times;
  /** Time to the first token. */
  readonly ttft: Times;
  /** Of tool calls. */
  readonly tool_time: Times;
  /** For people to decide. */
  readonly waiting: Times;
  /** Of turns. */
  readonly turn_time: Times;
}

/** A rate as the API writes it. */
export type Rate = 'standard' | 'fast' | 'long_prompt' | 'fast_long_prompt';

/** Records that were refused for one reason. */
export interface Refused {
  /** Why. */
  readonly reason: string;
  /** Of which signal. */
  readonly signal: Signal;
  /** How many records. */
  readonly records: number;
  /** In how many requests. */
  readonly requests: number;
  /** The last day on which there were some. */
  readonly last_day: Day;
  /** Who sent them, the most first; empty: nobody said. */
  readonly users: readonly string[];
  /** What to do. */
  readonly mend: string;
}

/** Exports with the same token and the same fault. */
export interface Rejection {
  /** The first characters of the token; empty when there was none. */
  readonly prefix: string;
  /** What was wrong. */
  readonly reason: RejectionReason;
  /** How often, at least. */
  readonly count: number;
  /** The last time. */
  readonly last_at: string;
}

/** What is wrong with the token. The codes are stored. */
export type RejectionReason = 'missing' | 'malformed' | 'mistyped' | 'revoked' | 'unknown';

/** What requests of one agent, skill, plugin or MCP server cost. */
export interface ReportedCost {
  /** Whose. */
  readonly name: string;
  /** Model requests that were answered. */
  readonly requests: number;
  /** What the clients said they cost. */
  readonly reported_cost_usd: number;
}

/** Whose requests cost what. */
export interface ReportedCosts {
  /** Sub-agents. */
  readonly agents: readonly ReportedCost[];
  /** Skills. */
  readonly skills: readonly ReportedCost[];
  /** Plugins. */
  readonly plugins: readonly ReportedCost[];
  /** MCP servers. */
  readonly mcp_servers: readonly ReportedCost[];
}

/** Somebody who reports. */
export interface Reporter {
  /** An e-mail address, an account, an installation; empty: nobody said. */
  readonly user: string;
  /** What to call them. */
  readonly name: string | null;
  /** How much `user` says. */
  readonly identity: Identity;
  /** Sessions on the days of the range. */
  readonly session_days: number;
  /** Events. */
  readonly logs: Heard;
  /** Spans. */
  readonly traces: Heard;
  /** Data points. */
  readonly metrics: Heard;
  /** Surfaces that they use. */
  readonly sources: readonly string[];
  /** Their clients. */
  readonly versions: readonly ClientVersion[];
  /** What their sessions do not tell. */
  readonly missing: readonly Missing[];
}

export interface RequestQuality {
  /** Those that were answered. */
  readonly answered: number;
  /** Those that failed for good. */
  readonly failed: number;
  /** Attempts beyond the first. */
  readonly retries: number;
  /** Answers that were refused. */
  readonly refusals: number;
  /** Failed ÷ all; null when there were none. */
  readonly error_rate: number | null;
  /** How long they took. */
  readonly latency: Times;
  /** Time to the first token. */
  readonly ttft: Times;
  /** By model, the most asked first. */
  readonly by_model: readonly ModelRequests[];
}

/** How long things are kept, in days; the body of `PUT`, and its answer. */
export interface Retention {
  /** Spans, events, metrics exports and turns: 1 to 365. */
  readonly raw_days: number;
  /** Daily figures: at least `raw_days`, at most 1,100. */
  readonly daily_days: number;
}

/** How much a member may do. */
export type Role = 'admin' | 'viewer';

export interface Session {
  /** Names it. */
  readonly id: string;
  /** This browser's. */
  readonly is_current: boolean;
  /** Such as `Firefox on Linux`. */
  readonly browser: string;
  /** When it began. */
  readonly created_at: string;
  /** To the quarter of an hour. */
  readonly last_used_at: string;
  /** When it ends, used or not; unused it ends earlier. */
  readonly expires_at: string;
}

export interface Sessions {
  /** This browser's first, then the last used. */
  readonly sessions: readonly Session[];
}

/** A signal by its name. */
export type Signal = 'logs' | 'traces' | 'metrics';

/** Records by signal. */
export interface SignalRecords {
  /** Events. */
  readonly logs: number;
  /** Spans. */
  readonly traces: number;
  /** Exports of metrics. */
  readonly metrics: number;
}

/** A skill. */
export interface Skill {
  /** The skill; `""` where names are not told. */
  readonly name: string;
  /** Times it was activated. */
  readonly activations: number;
  /** By what (`user-slash`, …). */
  readonly triggers: readonly Named[];
}

/** A Claude surface. */
export type Source = 'cli' | 'vscode' | 'agent_sdk' | 'desktop' | 'cowork' | 'office' | 'cloud' | 'other';

/** The days of one group. */
export interface Stack {
  /** The group's key. */
  readonly key: string;
  /** Every day of the range, also the empty ones. */
  readonly days: readonly StackDay[];
}

/** One day of one group. */
export interface StackDay {
  /** UTC day. */
  readonly day: Day;
  /** As in the group's figures. */
  readonly cost_usd: number;
  /** All four kinds of tokens. */
  readonly tokens: number;
  /** Model requests that were answered. */
  readonly requests: number;
}

/** An org's own price, and what it is the price of. */
export interface StoredPrice {
  /** The model, as the price list writes it. */
  readonly model: string;
  /** Which of its prices. */
  readonly rate: Rate;
  /** Since when. */
  readonly from: Day;
  /** From then on the list's price counts again. */
  readonly follows_list: boolean;
  /** null: it follows the list. */
  readonly prices: Prices | null;
  /** Address of the admin who set it. */
  readonly created_by: string;
  /** When it was set. */
  readonly created_at: string;
}

/** A type of sub-agents. */
export interface Subagent {
  /** The type. */
  readonly name: string;
  /** Runs that completed. */
  readonly completed: number;
  /** How long one took on average. */
  readonly mean_ms: number;
}

/** Lengths of time. The percentiles come from buckets: see `relative_error` of the answer. null: nothing was measured. */
export interface Times {
  /** How many were measured. */
  readonly count: number;
  /** The mean in milliseconds; exact. */
  readonly mean_ms: number | null;
  /** The median in milliseconds. */
  readonly p50_ms: number | null;
  /** In milliseconds. */
  readonly p95_ms: number | null;
  /** In milliseconds. */
  readonly p99_ms: number | null;
}

/** Tokens of one model request; null where the client did not say. */
export interface Tokens {
  /** Of the prompt, neither from nor to the cache. */
  readonly input: number | null;
  /** Generated. */
  readonly output: number | null;
  /** Of the prompt, from the cache. */
  readonly cache_read: number | null;
  /** Of the prompt, to the cache. */
  readonly cache_creation: number | null;
}

/** Which signal told of a node. */
export type ToldBy = 'traces' | 'logs';

/** Decisions by whose they are. Only people's make an approval rate: a rule answers without asking anyone. */
export interface ToolDecisions {
  /** The tool. */
  readonly tool: string;
  /** Of people. */
  readonly people: Decisions;
  /** Of hooks. */
  readonly hooks: Decisions;
  /** Of rules in the settings. */
  readonly automatic: Decisions;
  /** Of something newer than this list. */
  readonly other: Decisions;
}

export interface ToolQuality {
  /** The tool. */
  readonly tool: string;
  /** Calls that ran. */
  readonly runs: number;
  /** Those that failed. */
  readonly failed: number;
  /** Succeeded ÷ all of which it is said how they ended. */
  readonly success_rate: number | null;
  /** How long they took. */
  readonly time: Times;
}

/** Lengths of time. The percentiles come from buckets: see `relative_error` of the answer. null: nothing was measured. */
export interface ToolWaiting {
  /** The tool. */
  readonly tool: string;
  /** How many were measured. */
  readonly count: number;
  /** The mean in milliseconds; exact. */
  readonly mean_ms: number | null;
  /** The median in milliseconds. */
  readonly p50_ms: number | null;
  /** In milliseconds. */
  readonly p95_ms: number | null;
  /** In milliseconds. */
  readonly p99_ms: number | null;
}

/** One turn: the answer. */
export interface Turn {
  /** What it is called. */
  readonly id: string;
  /** When it began. */
  readonly begun_at: string;
  /** Until the last thing that it set off has ended. */
  readonly duration_ms: number;
  /** False: the client was killed, or the turn goes on. */
  readonly complete: boolean;
  /** Who; empty when it was not told. */
  readonly user: string;
  /** What to call them, where it is known. */
  readonly name: string | null;
  /** Where. */
  readonly source: Source;
  /** The models that were asked. */
  readonly models: readonly string[];
  /** Sessions, those of Agent SDK children included. */
  readonly sessions: number;
  /** Model requests that were answered. */
  readonly requests: number;
  /** Model requests and tool calls that failed. */
  readonly errors: number;
  /** Tool calls that ran. */
  readonly tool_runs: number;
  /** Milliseconds of waiting for a human's decision. */
  readonly waiting_ms: number;
  /** Tokens of prompts that neither came from nor went to the cache. */
  readonly input_tokens: number;
  /** Tokens that were generated. */
  readonly output_tokens: number;
  /** Tokens of prompts that came from the cache. */
  readonly cache_read_tokens: number;
  /** Tokens of prompts that were written to the cache. */
  readonly cache_creation_tokens: number;
  /** Tokens × the prices of their days, as the price tables have them now. */
  readonly cost_usd: number;
  /** What the client said it cost. */
  readonly reported_cost_usd: number;
  /** Tokens that have no price and are in no cost. */
  readonly unpriced_tokens: number;
  /** Whether there is more than is shown. */
  readonly truncated: boolean;
  /** What took time, without a parent. */
  readonly roots: readonly TurnNode[];
  /** What happened beside it. */
  readonly events: readonly TurnEvent[];
}

/** Something that happened at a moment. */
export interface TurnEvent {
  /** When. */
  readonly at: string;
  /** The same, since the turn began. */
  readonly offset_ms: number;
  /** What it is. */
  readonly kind: EventName;
  /** What it is about: a tool, a command, a skill; of other kinds, which event it is. */
  readonly name: string | null;
  /** What else it is about. */
  readonly detail: string | null;
  /** How long it took what ended then. */
  readonly duration_ms: number | null;
  /** How that ended. */
  readonly outcome: Outcome | null;
  /** Who decided, of permissions. */
  readonly decided_by: Decider | null;
  /** The class of the error. */
  readonly error: string | null;
  /** HTTP status. */
  readonly status: number | null;
  /** Of model requests. */
  readonly model: string | null;
  /** Of model requests. */
  readonly tokens: Tokens | null;
  /** Tokens × price. */
  readonly cost_usd: number | null;
  /** What the client said it cost. */
  readonly reported_cost_usd: number | null;
  /** The session, as `sessions` of the answer name it. */
  readonly session: string;
}

/** Something that took time. */
export interface TurnNode {
  /** In hexadecimal; null when an event told of it. */
  readonly span_id: string | null;
  /** As sent, also when there is no such span here. */
  readonly parent_id: string | null;
  /** Which signal told of it. */
  readonly told_by: ToldBy;
  /** What it is. */
  readonly kind: NodeKind;
  /** The tool, the hook event, or the span's own name. */
  readonly name: string | null;
  /** The sub-agent that asked, of model requests. */
  readonly agent: string | null;
  /** When it began. */
  readonly begun_at: string;
  /** The same, since the turn began; negative before it. */
  readonly offset_ms: number;
  /** How long it took. */
  readonly duration_ms: number;
  /** How it ended. */
  readonly outcome: Outcome | null;
  /** Who decided, of permissions. */
  readonly decided_by: Decider | null;
  /** The class of the error. */
  readonly error: string | null;
  /** HTTP status of a failed model request. */
  readonly status: number | null;
  /** Of model requests. */
  readonly model: string | null;
  /** Of model requests. */
  readonly tokens: Tokens | null;
  /** Tokens × price; null: no model request, or no price. */
  readonly cost_usd: number | null;
  /** What the client said it cost. */
  readonly reported_cost_usd: number | null;
  /** Time to the first token. */
  readonly ttft_ms: number | null;
  /** How often a model was asked. */
  readonly attempts: number | null;
  /** The session, as `sessions` of the answer name it. */
  readonly session: string;
  /** It has a parent that is not in the data. */
  readonly orphan: boolean;
  /** What happened in it. */
  readonly events: readonly TurnEvent[];
  /** What it set off, in order of time. */
  readonly children: readonly TurnNode[];
}

export interface TurnQuality {
  /** How many. */
  readonly count: number;
  /** How long they took. */
  readonly time: Times;
}

/** A turn: a user prompt and everything that it set off. */
export interface TurnSummary {
  /** What it is called. */
  readonly id: string;
  /** When it began. */
  readonly begun_at: string;
  /** Until the last thing that it set off has ended. */
  readonly duration_ms: number;
  /** False: the client was killed, or the turn goes on. */
  readonly complete: boolean;
  /** Who; empty when it was not told. */
  readonly user: string;
  /** What to call them, where it is known. */
  readonly name: string | null;
  /** Where. */
  readonly source: Source;
  /** The models that were asked. */
  readonly models: readonly string[];
  /** Sessions, those of Agent SDK children included. */
  readonly sessions: number;
  /** Model requests that were answered. */
  readonly requests: number;
  /** Model requests and tool calls that failed. */
  readonly errors: number;
  /** Tool calls that ran. */
  readonly tool_runs: number;
  /** Milliseconds of waiting for a human's decision. */
  readonly waiting_ms: number;
  /** Tokens of prompts that neither came from nor went to the cache. */
  readonly input_tokens: number;
  /** Tokens that were generated. */
  readonly output_tokens: number;
  /** Tokens of prompts that came from the cache. */
  readonly cache_read_tokens: number;
  /** Tokens of prompts that were written to the cache. */
  readonly cache_creation_tokens: number;
  /** Tokens × the prices of their days, as the price tables have them now. */
  readonly cost_usd: number;
  /** What the client said it cost. */
  readonly reported_cost_usd: number;
  /** Tokens that have no price and are in no cost. */
  readonly unpriced_tokens: number;
}

/** What all turns that were found took together. */
export interface TurnTotals {
  /** How many there are. */
  readonly turns: number;
  /** Model requests that were answered. */
  readonly requests: number;
  /** Model requests and tool calls that failed. */
  readonly errors: number;
  /** Tool calls that ran. */
  readonly tool_runs: number;
  /** What the clients said it cost. */
  readonly reported_cost_usd: number;
  /** How long each took, added up, in milliseconds. */
  readonly duration_ms: number;
}

/** Turns: the answer. */
export interface Turns {
  /** First UTC day. */
  readonly from: Day;
  /** Last UTC day. */
  readonly to: Day;
  /** What comes first. */
  readonly order: string;
  /** How many there are in all. */
  readonly found: number;
  /** All of them together, by those of their sessions that fit the filter. */
  readonly totals: TurnTotals;
  /** The first of them. */
  readonly turns: readonly TurnSummary[];
  /** The range before, when asked for. */
  readonly previous?: PreviousTurns;
}

export interface UnknownKind {
  /** Its signal. */
  readonly signal: Signal;
  /** Its name. */
  readonly name: string;
  /** How many. */
  readonly count: number;
}

/** A kind of record that this version does not know. */
export interface UnknownRecord {
  /** Its name. */
  readonly name: string;
  /** `logs`, `traces` or `metrics`. */
  readonly signal: string;
  /** How many. */
  readonly count: number;
}

/** A model in use that has no price on some day of the range. */
export interface UnpricedModel {
  /** The model; empty: it was not told. */
  readonly model: string;
  /** Which of its prices is missing. */
  readonly rate: Rate;
  /** All four kinds of tokens. */
  readonly tokens: number;
  /** The last day on which there were some. */
  readonly last_day: Day;
}

/** Usage by day and by group. */
export interface Usage {
  /** First UTC day. */
  readonly from: Day;
  /** Last UTC day. */
  readonly to: Day;
  /** The grouping. */
  readonly group_by: GroupBy;
  /** The whole range. */
  readonly totals: Figures;
  /** Every day of the range, also the empty ones. */
  readonly series: readonly DayFigures[];
  /** The groups that have figures: the dearest first, then those with the most tokens. */
  readonly groups: readonly GroupFigures[];
  /** The month of the last day. */
  readonly month: Month;
  /** The range before, when asked for. */
  readonly previous?: PreviousUsage;
  /** The days of the first groups, when asked for. */
  readonly stacks?: readonly Stack[];
}

/** A row of `users.sql`. */
export interface User {
  /** An e-mail address, an account or an installation; `""` for who did not say. */
  readonly user: string;
  /** What they are called, where it is known. */
  readonly name: string | null;
}

/** A client version. */
export interface Version {
  /** The version; `""` where it is not told. */
  readonly version: string;
  /** Sessions on days. */
  readonly sessions: number;
  /** Of those, by operating system. */
  readonly systems: readonly Named[];
}

/** Lengths of time. The percentiles come from buckets: see `relative_error` of the answer. null: nothing was measured. */
export interface Waiting {
  /** How many were measured. */
  readonly count: number;
  /** The mean in milliseconds; exact. */
  readonly mean_ms: number | null;
  /** The median in milliseconds. */
  readonly p50_ms: number | null;
  /** In milliseconds. */
  readonly p95_ms: number | null;
  /** In milliseconds. */
  readonly p99_ms: number | null;
  /** By tool. */
  readonly by_tool: readonly ToolWaiting[];
}

/** Which rows figures are made of: parameters that many calls take. */
export interface Filter {
  /** `previous`: the range of equal length right before is answered, too. */
  readonly compare?: 'previous';
  /** Only of sessions with this `cost_center`, likewise. Empty: without one. */
  readonly cost_center?: readonly string[];
  /** Only of sessions with this `department`, likewise. Empty: without one. */
  readonly department?: readonly string[];
  /** Only of sessions with this `environment`, likewise. Empty: without one. */
  readonly environment?: readonly string[];
  /** The first UTC day; without it, so many days before `to` as the call says. */
  readonly from?: Day;
  /** Only of these models, likewise. Empty: of what has no model. */
  readonly model?: readonly string[];
  /** Only of sessions with this `repository`, likewise. Empty: without one. */
  readonly repository?: readonly string[];
  /** Only from these surfaces, likewise. */
  readonly source?: readonly Source[];
  /** Only of sessions with this `team`, likewise. Empty: without one. */
  readonly team?: readonly string[];
  /** The last UTC day, included; without it, today. */
  readonly to?: Day;
  /** Only of these users; repeated, of any of them. Empty: of those who did not say who they are. */
  readonly user?: readonly string[];
  readonly [name: `label.${string}`]: readonly string[];
}

/** Every call. */
export interface Calls {
  /** Who did what, when, and with what of Claude Code */
  readonly 'GET /api/v1/activity': {
    readonly query: Filter;
    readonly answer: Activity;
  };
  /** Who changed what, newest first */
  readonly 'GET /api/v1/audit': {
    readonly query: {
      /** Only changes before this one: an entry's id, or the `next` of an answer. */
      readonly before?: string;
      /** How many entries at most. */
      readonly limit?: number;
    };
    readonly answer: Audit;
  };
  /** The same as a table */
  readonly 'GET /api/v1/audit.csv': {
    readonly query: {
      /** Only changes before this one: an entry's id, or the `next` of an answer. */
      readonly before?: string;
    };
    readonly answer: string;
  };
  /** Signs in the first admin by the link of the deployment */
  readonly 'POST /api/v1/auth/first-admin': {
    readonly body: FirstAdminLink;
    readonly answer: Me;
  };
  /** Signs out */
  readonly 'POST /api/v1/auth/logout': {
    readonly answer: undefined;
  };
  /** Whether sign-in mail goes out */
  readonly 'GET /api/v1/auth/mail': {
    readonly answer: MailState;
  };
  /** Asks for a one-time code by mail */
  readonly 'POST /api/v1/auth/request': {
    readonly body: CodeRequest;
    readonly answer: CodeSent;
  };
  /** Signs in with a one-time code */
  readonly 'POST /api/v1/auth/verify': {
    readonly body: CodeTyped;
    readonly answer: Me;
  };
  /** What figures can be filtered on and grouped by */
  readonly 'GET /api/v1/dimensions': {
    readonly query: Filter;
    readonly answer: Dimensions;
  };
  /** Lists the org's own labels */
  readonly 'PUT /api/v1/dimensions': {
    readonly body: OwnLabels;
    readonly answer: OwnLabels;
  };
  /** Erasures, newest first */
  readonly 'GET /api/v1/erasures': {
    readonly answer: Erasures;
  };
  /** Erases a person */
  readonly 'POST /api/v1/erasures': {
    readonly body: ErasureBody;
    readonly answer: Erasure;
  };
  /** Usage as a table for spreadsheets */
  readonly 'GET /api/v1/export.csv': {
    readonly query: Filter & {
      /** The first columns, by comma: day, user, model, source, or labels. */
      readonly group_by?: string;
    };
    readonly answer: string;
  };
  /** Who reports what, what is missing and how to mend it */
  readonly 'GET /api/v1/health': {
    readonly query: Filter;
    readonly answer: Health;
  };
  /** Revokes the ingest token in force */
  readonly 'DELETE /api/v1/ingest-tokens': {
    readonly answer: undefined;
  };
  /** The org's ingest tokens, newest first */
  readonly 'GET /api/v1/ingest-tokens': {
    readonly answer: IngestTokens;
  };
  /** Makes an ingest token */
  readonly 'POST /api/v1/ingest-tokens': {
    readonly body: IngestTokenBody;
    readonly answer: NewIngestToken;
  };
  /** Mails a member once more that they are one */
  readonly 'POST /api/v1/invitations': {
    readonly body: InvitationRequest;
    readonly answer: InvitationSent;
  };
  /** Who is signed in, and how far their org has come */
  readonly 'GET /api/v1/me': {
    readonly answer: Me;
  };
  /** Turns this browser to another of the member's orgs */
  readonly 'PUT /api/v1/me': {
    readonly body: OrgChoice;
    readonly answer: Me;
  };
  /** Who may sign in */
  readonly 'GET /api/v1/members': {
    readonly answer: Members;
  };
  /** Adds a member and mails them */
  readonly 'POST /api/v1/members': {
    readonly body: NewMember;
    readonly answer: MemberAdded;
  };
  /** Removes a member */
  readonly 'DELETE /api/v1/members/{id}': {
    readonly answer: undefined;
  };
  /** Changes what a member may do */
  readonly 'PUT /api/v1/members/{id}': {
    readonly body: NewRole;
    readonly answer: Member;
  };
  /** What connects clients, and how far that has come */
  readonly 'GET /api/v1/onboarding': {
    readonly answer: Onboarding;
  };
  /** This description */
  readonly 'GET /api/v1/openapi.json': {
    readonly answer: string;
  };
  /** What a token costs */
  readonly 'GET /api/v1/prices': {
    readonly query: Filter;
    readonly answer: PriceList;
  };
  /** Sets an own price from a day on */
  readonly 'POST /api/v1/prices': {
    readonly body: PriceChange;
    readonly answer: StoredPrice;
  };
  /** How well it goes: approvals, failures, lengths of time */
  readonly 'GET /api/v1/quality': {
    readonly query: Filter & {
      /** What the groups are; without it there are none. Not day, which is the series. */
      readonly group_by?: GroupBy;
    };
    readonly answer: Quality;
  };
  /** Sets how long things are kept */
  readonly 'PUT /api/v1/retention': {
    readonly body: Retention;
    readonly answer: Retention;
  };
  /** Signs out all of the member's browsers but this one */
  readonly 'DELETE /api/v1/sessions': {
    readonly answer: undefined;
  };
  /** Where the member is signed in */
  readonly 'GET /api/v1/sessions': {
    readonly answer: Sessions;
  };
  /** Signs out one of the member's browsers */
  readonly 'DELETE /api/v1/sessions/{id}': {
    readonly answer: undefined;
  };
  /** The dearest, longest, most faulty or latest turns */
  readonly 'GET /api/v1/turns': {
    readonly query: Filter & {
      /** What comes first: the dearest, the longest, those with the most errors, or the latest. */
      readonly order?: 'cost' | 'duration' | 'errors' | 'recent';
      /** How many turns at most. */
      readonly limit?: number;
    };
    readonly answer: Turns;
  };
  /** One turn as a tree */
  readonly 'GET /api/v1/turns/{id}': {
    readonly answer: Turn;
  };
  /** What was used and what it cost */
  readonly 'GET /api/v1/usage': {
    readonly query: Filter & {
      /** What the groups are. */
      readonly group_by?: GroupBy;
      /** Of so many groups, the dearest, every day is answered as well. Needs a `group_by` other than day. */
      readonly top?: number;
    };
    readonly answer: Usage;
  };
}
