// Every metric that Claude clients are known to send, and the figure that each of its parts raises.

import { type Dropped, notCounted, toldBy } from './fate.ts';

export interface Part {
  attributes: Record<string, string>;
  /** The figure of `daily` that a value of 7 raises to `is`; null: none. */
  figure: string | null;
  is?: number;
}

export interface MetricEntry {
  what: string;
  parts: Part[];
  /** The tallies that it raises, but for those of every record. */
  tallies?: string[];
  /** Attributes that are read, and why. */
  read: Record<string, string>;
  dropped: Record<string, Dropped>;
}

/** What each point counts is not divided further. */
const attribution = {
  query_source: notCounted,
  effort: notCounted,
  'agent.name': toldBy('api_request'),
  'skill.name': toldBy('api_request'),
  'plugin.name': toldBy('api_request'),
  'marketplace.name': notCounted,
  'mcp_server.name': toldBy('api_request'),
  'mcp_tool.name': notCounted,
};

const part = (type: string, figure: string, is?: number): Part => ({
  attributes: { type },
  figure,
  ...(is === undefined ? {} : { is }),
});

export const METRICS: Record<string, MetricEntry> = {
  'claude_code.session.count': {
    what: 'Starts of a client.',
    parts: [
      { attributes: { start_type: 'fresh' }, figure: 'sessions' },
      { attributes: { start_type: 'resume' }, figure: 'sessions' },
      { attributes: { start_type: 'continue' }, figure: 'sessions' },
      // A window and no session.
      { attributes: { start_type: 'agents_view' }, figure: null },
    ],
    read: { start_type: 'tells windows from sessions' },
    dropped: {},
  },
  'claude_code.lines_of_code.count': {
    what: 'Lines that Claude added or removed.',
    parts: [part('added', 'lines_added'), part('removed', 'lines_removed')],
    read: { type: 'which figure', model: 'by model' },
    dropped: {},
  },
  'claude_code.pull_request.count': {
    what: 'Pull requests opened.',
    parts: [{ attributes: {}, figure: 'pull_requests' }],
    read: {},
    dropped: {},
  },
  'claude_code.commit.count': {
    what: 'Commits made.',
    parts: [{ attributes: {}, figure: 'commits' }],
    read: {},
    dropped: {},
  },
  'claude_code.cost.usage': {
    what: 'Cost in USD as the client reckons it.',
    parts: [{ attributes: { speed: 'fast' }, figure: 'cost_nanos', is: 7_000_000_000 }],
    read: { model: 'by model', speed: 'by rate' },
    dropped: attribution,
  },
  'claude_code.token.usage': {
    what: 'Tokens.',
    parts: [
      part('input', 'input_tokens'),
      part('output', 'output_tokens'),
      part('cacheRead', 'cache_read_tokens'),
      part('cacheCreation', 'cache_creation_tokens'),
    ],
    read: { type: 'which figure', model: 'by model', speed: 'by rate' },
    dropped: attribution,
  },
  'claude_code.code_edit_tool.decision': {
    what: 'Decisions about edits.',
    parts: [
      { attributes: { decision: 'accept', source: 'user_temporary' }, figure: 'approvals' },
      { attributes: { decision: 'reject', source: 'user_reject' }, figure: 'rejections' },
      { attributes: { decision: 'accept', source: 'config' }, figure: null },
    ],
    tallies: ['Decision', 'Edit'],
    read: {
      decision: 'accepted or rejected',
      source: 'who decided',
      tool_name: 'by tool',
      language: 'by language',
    },
    dropped: {},
  },
  'claude_code.active_time.total': {
    what: 'Seconds in which a person typed or Claude worked.',
    parts: [part('user', 'active_user_ms', 7000), part('cli', 'active_cli_ms', 7000)],
    read: { type: 'which figure' },
    dropped: {},
  },
};

/** The model of a point that has one. */
export const MODEL = 'claude-opus-5-5';
