/** Which spans have a row: not those below a closed one, nor those that the person has hidden. */

import type { Span } from './spans';

/** What can be shown alone, with what leads to it. */
export const ONLY = ['all', 'errors', 'waiting', 'llm_request', 'tool'] as const;

export type Only = (typeof ONLY)[number];

export const ONLY_NAMES: Readonly<Record<Only, string>> = {
  all: 'Everything',
  errors: 'Errors',
  waiting: 'Waiting',
  llm_request: 'Model requests',
  tool: 'Tools',
};

/** Of a failed call, the run that failed is the error, where it is told. */
export function isOf(only: Only, { node, isError, errorsBelow }: Span): boolean {
  switch (only) {
    case 'all':
      return true;
    case 'errors':
      return (isError && errorsBelow === 0) || node.outcome === 'rejected' || node.outcome === 'blocked';
    case 'waiting':
      return node.kind === 'blocked_on_user';
    case 'tool':
      return node.kind === 'tool' || node.kind === 'execution';
    default:
      return node.kind === only;
  }
}

/** Those of a kind, and their parents up to the root; `undefined`: all. */
export function keptOf(spans: readonly Span[], only: Only): ReadonlySet<number> | undefined {
  if (only === 'all') {
    return undefined;
  }
  const kept = new Set<number>();
  for (const span of spans) {
    if (isOf(only, span)) {
      for (let at = span.at; at >= 0 && !kept.has(at); at = spans[at]?.parent ?? -1) {
        kept.add(at);
      }
    }
  }
  return kept;
}

/** The rows, from top to bottom. */
export function shownOf(
  spans: readonly Span[],
  closed: ReadonlySet<number>,
  kept: ReadonlySet<number> | undefined,
): readonly Span[] {
  const shown: Span[] = [];
  let at = 0;
  while (at < spans.length) {
    const span = spans[at];
    if (span === undefined) {
      break;
    }
    const isKept = kept === undefined || kept.has(at);
    if (isKept) {
      shown.push(span);
    }
    at = !isKept || closed.has(at) ? span.end : at + 1;
  }
  return shown;
}

/** Which row a span has; -1: none. Rows are in the order of the list. */
export function rowOf(shown: readonly Span[], at: number): number {
  let [low, high] = [0, shown.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = shown[middle]?.at ?? 0;
    if (found === at) {
      return middle;
    }
    if (found < at) {
      low = middle + 1;
    } else {
      high = middle - 1;
    }
  }
  return -1;
}
