import type { UseQueryResult } from '@tanstack/react-query';
import { MAX_TURN_DAYS } from '../../api/figures';
import type { TurnSummary, Turns } from '../../api/types';
import { PageSkeleton } from '../../components/skeletons';
import { lengthOf } from '../../days';
import * as format from '../../format';
import { sourceName, valueName } from '../../names';
import { type Column, counted, dollars, milliseconds, text } from '../../tables/column';
import { TableCard } from '../../tables/table-card';
import { useLinkTo } from '../../url-state';
import { Figures } from '../figures';
import { NarrowLink } from '../narrow-link';

/** The prompts that cost most, each a way to all that it set off. */
export function TurnTable({ query }: { query: UseQueryResult<Turns> }) {
  return (
    <Figures query={query} what="turns" skeleton={<PageSkeleton what="turns" />}>
      {(turns) => (
        <TableCard
          id="turns"
          title="Most expensive turns"
          note={noteOf(turns)}
          columns={COLUMNS}
          rows={turns.turns}
          keyOf={keyOf}
          sort="-cost_usd"
          empty="No turns are kept of these days."
        />
      )}
    </Figures>
  );
}

/** What a turn is, and of which days when not of all. */
function noteOf(turns: Turns): string {
  const what = 'A prompt and everything it set off';
  return lengthOf(turns) < MAX_TURN_DAYS
    ? what
    : `${what} · at most ${MAX_TURN_DAYS} days: ${format.range(turns)}`;
}

const keyOf = ({ id }: TurnSummary) => id;

const COLUMNS: readonly Column<TurnSummary>[] = [
  text(
    'begun_at',
    'Begun',
    ({ begun_at }) => begun_at,
    (turn) => <TurnLink turn={turn} />,
  ),
  text(
    'user',
    'User',
    ({ user }) => user,
    ({ user, name }) => (
      <NarrowLink name="user" value={user} text={name ?? valueName('user', user)} view={NO_VIEW} />
    ),
  ),
  text('models', 'Models', ({ models }) => models.join(', ')),
  text(
    'source',
    'Source',
    ({ source }) => source,
    ({ source }) => sourceName(source),
  ),
  dollars('cost_usd', 'Cost', ({ cost_usd }) => cost_usd),
  milliseconds('duration_ms', 'Duration', ({ duration_ms }) => duration_ms),
  counted('requests', 'Requests', ({ requests }) => requests),
  counted('tool_runs', 'Tool runs', ({ tool_runs }) => tool_runs),
  counted('errors', 'Errors', ({ errors }) => errors),
];

const NO_VIEW = {};

function TurnLink({ turn: { id, begun_at, complete } }: { turn: TurnSummary }) {
  const linkTo = useLinkTo();
  return (
    <>
      <a
        {...linkTo({ page: 'turns', view: { turn: id } })}
        className="rounded text-kumo-link no-underline outline-none hover:underline focus-visible:ring-2 focus-visible:ring-kumo-brand"
      >
        {format.time(begun_at)}
      </a>
      {!complete && (
        <span className="ml-1.5 text-kumo-subtle" title="The client was killed, or the turn goes on">
          (not ended)
        </span>
      )}
    </>
  );
}
