/** Every span in a row, as the API tells it: the waterfall for reading and as a file. */

import * as format from '../../../format';
import { type Column, counted, dollars, text } from '../../../tables/column';
import { elapsed } from '../time-column';
import { kindOf } from './kinds';
import type { Span } from './spans';
import { deciderName, outcomeName } from './words';

export const SPAN_COLUMNS: readonly Column<Span>[] = [
  text('label', 'Span', ({ label }) => label),
  text(
    'kind',
    'Kind',
    ({ node }) => node.kind,
    ({ node }) => kindOf(node.kind).name,
  ),
  { id: 'level', label: 'Level', value: ({ level }) => level },
  text(
    'begun_at',
    'Began',
    ({ node }) => node.begun_at,
    ({ node }) => <span title={node.begun_at}>{format.preciseTime(node.begun_at)}</span>,
  ),
  elapsed('offset_ms', 'Since the turn began', ({ node }) => node.offset_ms),
  elapsed('duration_ms', 'Duration', ({ node }) => node.duration_ms),
  text(
    'outcome',
    'Ended',
    ({ node }) => node.outcome,
    ({ node }) => (node.outcome === null ? format.NONE : outcomeName(node.outcome)),
  ),
  text(
    'decided_by',
    'Decided by',
    ({ node }) => node.decided_by,
    ({ node }) => (node.decided_by === null ? format.NONE : deciderName(node.decided_by)),
  ),
  text('error', 'Error', ({ node }) => node.error),
  {
    id: 'status',
    label: 'HTTP status',
    value: ({ node }) => node.status,
    cell: ({ node }) => node.status ?? format.NONE,
  },
  text('name', 'Name', ({ node }) => node.name),
  text('agent', 'Sub-agent', ({ node }) => node.agent),
  text('model', 'Model', ({ node }) => node.model),
  counted('tokens.input', 'Input', ({ node }) => node.tokens?.input ?? null),
  counted('tokens.output', 'Output', ({ node }) => node.tokens?.output ?? null),
  counted('tokens.cache_read', 'Cache read', ({ node }) => node.tokens?.cache_read ?? null),
  counted('tokens.cache_creation', 'Cache write', ({ node }) => node.tokens?.cache_creation ?? null),
  dollars('cost_usd', 'Cost', ({ node }) => node.cost_usd),
  dollars('reported_cost_usd', 'Reported cost', ({ node }) => node.reported_cost_usd),
  elapsed('ttft_ms', 'First token after', ({ node }) => node.ttft_ms),
  counted('attempts', 'Attempts', ({ node }) => node.attempts),
  counted('events', 'Events', ({ node }) => node.events.length),
  text(
    'orphan',
    'Orphan',
    ({ node }) => String(node.orphan),
    ({ node }) => (node.orphan ? 'yes' : 'no'),
  ),
  text(
    'told_by',
    'Told by',
    ({ node }) => node.told_by,
    ({ node }) => (node.told_by === 'traces' ? 'a span' : 'an event'),
  ),
  text('session', 'Session', ({ node }) => node.session),
  text('span_id', 'Span id', ({ node }) => node.span_id),
  text('parent_id', 'Parent id', ({ node }) => node.parent_id),
];
