/** What the API's short words mean, in the words of the page. */

import type { Decider, EventName, Outcome, TurnEvent } from '../../../api/types';

const OUTCOMES: Readonly<Record<Outcome, string>> = {
  succeeded: 'Succeeded',
  failed: 'Failed',
  accepted: 'Allowed',
  rejected: 'Refused',
  blocked: 'Stopped by a hook',
};

const DECIDERS: Readonly<Record<Decider, string>> = {
  other: 'something else',
  config: 'a rule',
  hook: 'a hook',
  user_permanent: 'a person, for good',
  user_temporary: 'a person, this once',
  user_abort: 'a person, who stopped the turn',
  user_reject: 'a person',
};

const EVENTS: Readonly<Record<EventName, string>> = {
  other: 'Event',
  user_prompt: 'Prompt',
  api_request: 'Model answered',
  api_error: 'Model request failed',
  tool_result: 'Tool ended',
  tool_decision: 'Permission decided',
  api_retries_exhausted: 'Retries given up',
  api_refusal: 'Model refused',
  hook_execution_complete: 'Hook ended',
  compaction: 'Context summed up',
  permission_mode_changed: 'Permission mode changed',
  skill_activated: 'Skill activated',
  subagent_completed: 'Sub-agent ended',
  mcp_server_connection: 'MCP server connection',
  plugin_loaded: 'Plugin loaded',
  plugin_installed: 'Plugin installed',
  at_mention: 'Mention by @',
  auth: 'Sign-in',
  internal_error: 'Error of the client',
};

export function outcomeName(outcome: Outcome): string {
  return OUTCOMES[outcome] ?? outcome;
}

/** Who decided, such as "a rule". */
export function deciderName(decider: Decider): string {
  return DECIDERS[decider] ?? decider;
}

export function eventName({ kind, name }: TurnEvent): string {
  return kind === 'other' ? (name ?? EVENTS.other) : (EVENTS[kind] ?? kind);
}

/** An event that tells of something that went wrong. */
export function isErrorEvent({ kind, outcome }: TurnEvent): boolean {
  return (
    outcome === 'failed' ||
    kind === 'api_error' ||
    kind === 'api_retries_exhausted' ||
    kind === 'api_refusal' ||
    kind === 'internal_error'
  );
}
