/**
 * A turn's tree as one list, parents right before what they set off: what the waterfall, its table and its
 * picture are made of. Everything that takes a walk over the tree is found out here, once.
 */

import type { Tokens, Turn, TurnNode } from '../../../api/types';
import { kindOf } from './kinds';
import { deciderName, isErrorEvent, outcomeName } from './words';

/** A node of the tree, in its place in the list. */
export interface Span {
  /** Its place in {@link SpanList.spans}. */
  readonly at: number;
  /** Names it in the address: the span's id, or `n` and its place where that is no unique name. */
  readonly key: string;
  readonly node: TurnNode;
  /** 1: it has no parent in the data. */
  readonly level: number;
  /** The parent's place; -1: none. */
  readonly parent: number;
  /** Its place among its siblings, from 1, and how many they are. */
  readonly position: number;
  readonly siblings: number;
  /** The place after the last one below it. */
  readonly end: number;
  readonly label: string;
  /** It failed itself, or its own event says so. */
  readonly isError: boolean;
  /** How many below it failed, those alone of which nothing below failed. */
  readonly errorsBelow: number;
  /** Tokens and cost, with everything below; `null`: there is none. */
  readonly tokens: number | null;
  readonly costUsd: number | null;
  /** What is looked through, in small letters. */
  readonly text: string;
}

/** What a turn has come to at a moment. */
export interface Moment {
  /** Since the turn began. */
  readonly offsetMs: number;
  readonly costUsd: number;
  readonly tokens: number;
}

export interface SpanList {
  readonly spans: readonly Span[];
  readonly byKey: ReadonlyMap<string, Span>;
  /** How deep it is. */
  readonly depth: number;
  /** From the first thing to the last, in milliseconds since the turn began. */
  readonly fromMs: number;
  readonly toMs: number;
  /** What it came to, after each model request; in order of time. */
  readonly moments: readonly Moment[];
  /** Nodes that only events tell of. */
  readonly toldByLogs: number;
}

type Draft = { -readonly [Field in keyof Span]: Span[Field] };

export function spanListOf(turn: Turn): SpanList {
  const drafts: Draft[] = [];
  const byKey = new Map<string, Span>();
  let depth = 0;

  const visit = (nodes: readonly TurnNode[], parent: number, level: number) => {
    depth = nodes.length > 0 ? Math.max(depth, level) : depth;
    nodes.forEach((node, index) => {
      const at = drafts.length;
      const id = node.span_id;
      const draft: Draft = {
        at,
        key: id === null || byKey.has(id) ? `n${at}` : id,
        node,
        level,
        parent,
        position: index + 1,
        siblings: nodes.length,
        end: at + 1,
        label: labelOf(node),
        isError: isErrorNode(node),
        errorsBelow: 0,
        tokens: tokenSum(node.tokens),
        costUsd: node.cost_usd,
        text: textOf(node),
      };
      drafts.push(draft);
      byKey.set(draft.key, draft);
      visit(node.children, at, level + 1);
      draft.end = drafts.length;
    });
  };
  visit(turn.roots, -1, 1);

  const moments = momentsOf(drafts);
  // Children come after their parents: from the end, each is whole when it is added to its parent.
  for (let at = drafts.length - 1; at >= 0; at--) {
    const child = drafts[at];
    const parent = child === undefined ? undefined : drafts[child.parent];
    if (child !== undefined && parent !== undefined) {
      parent.errorsBelow += child.errorsBelow + Number(child.isError && child.errorsBelow === 0);
      parent.tokens = sum(parent.tokens, child.tokens);
      parent.costUsd = sum(parent.costUsd, child.costUsd);
    }
  }

  let [fromMs, toMs] = [0, turn.duration_ms];
  for (const { node } of drafts) {
    fromMs = Math.min(fromMs, node.offset_ms);
    toMs = Math.max(toMs, node.offset_ms + node.duration_ms);
  }
  return {
    spans: drafts,
    byKey,
    depth,
    fromMs,
    toMs: Math.max(toMs, fromMs + 1),
    moments,
    toldByLogs: drafts.filter(({ node }) => node.told_by === 'logs').length,
  };
}

function labelOf(node: TurnNode): string {
  switch (node.kind) {
    case 'llm_request':
      return node.model ?? node.name ?? 'Model request';
    case 'blocked_on_user':
      return 'Waiting for a decision';
    default:
      return node.name ?? kindOf(node.kind).name;
  }
}

/** The span of a tool call does not say how it ended: its event does. */
function isErrorNode(node: TurnNode): boolean {
  return (
    node.outcome === 'failed' ||
    node.error !== null ||
    (node.kind === 'tool' && node.outcome === null && node.events.some(isErrorEvent))
  );
}

function textOf(node: TurnNode): string {
  return [
    node.name,
    kindOf(node.kind).name,
    node.kind,
    node.model,
    node.agent,
    node.error,
    node.status,
    node.outcome === null ? null : outcomeName(node.outcome),
    node.decided_by === null ? null : deciderName(node.decided_by),
    node.span_id,
  ]
    .filter((part) => part !== null)
    .join('\n')
    .toLowerCase();
}

/** All four kinds; `null`: none was told. */
export function tokenSum(tokens: Tokens | null): number | null {
  return tokens === null
    ? null
    : (tokens.input ?? 0) + (tokens.output ?? 0) + (tokens.cache_read ?? 0) + (tokens.cache_creation ?? 0);
}

function sum(one: number | null, other: number | null): number | null {
  return one === null ? other : other === null ? one : one + other;
}

/** To be called before figures are added up along the tree: every request is counted once. */
function momentsOf(spans: readonly Span[]): readonly Moment[] {
  const ends = spans
    .filter(({ tokens, costUsd }) => tokens !== null || costUsd !== null)
    .map(({ node, tokens, costUsd }) => ({
      offsetMs: node.offset_ms + node.duration_ms,
      costUsd: costUsd ?? 0,
      tokens: tokens ?? 0,
    }))
    .sort((one, other) => one.offsetMs - other.offsetMs);
  let [costUsd, tokens] = [0, 0];
  return ends.map((end) => {
    costUsd += end.costUsd;
    tokens += end.tokens;
    return { offsetMs: end.offsetMs, costUsd, tokens };
  });
}

/** What a turn had come to at a time: after the last request that had ended by then. */
export function momentAt(moments: readonly Moment[], offsetMs: number): Moment {
  let found: Moment = { offsetMs, costUsd: 0, tokens: 0 };
  for (const moment of moments) {
    if (moment.offsetMs > offsetMs) {
      break;
    }
    found = moment;
  }
  return found;
}
