import { HourglassMediumIcon } from '@phosphor-icons/react';
import { useEffect, useMemo } from 'react';
import type { TurnSummary, Turns } from '../../../api/types';
import * as format from '../../../format';
import { sourceName } from '../../../names';
import { type Column, counted, dollars, text } from '../../../tables/column';
import { FindField, useFound } from '../../../tables/find-field';
import { TableCard } from '../../../tables/table-card';
import { settle, useView } from '../../../url-state';
import { turnIdIn, useLinkToTurn } from '../links';
import { Errors } from '../marks';
import { elapsed } from '../time-column';
import { tokensOf, whoOf } from '../turn-words';

/** The turns that come first by the order of the page. */
export function TurnTable({ turns }: { turns: Turns }) {
  useOpenPasted();
  const columns = useColumns();
  const rows = useFound('turns', turns.turns, textOf);
  const isAll = turns.found <= turns.turns.length;
  return (
    <TableCard
      id="turns"
      title="Turns"
      note={
        isAll
          ? 'Times in your zone. A turn begins with a prompt.'
          : `The first ${format.exactCount(turns.turns.length)} of ${format.exactCount(turns.found)}. Times in your zone.`
      }
      action={<FindField id="turns" what="turns" placeholder="Find, or paste an id" />}
      columns={columns}
      rows={rows}
      keyOf={({ id }) => id}
      empty="No listed turn has this text."
    />
  );
}

/** Who pastes a turn's id into the search wants that turn, also one that is not listed. */
function useOpenPasted(): void {
  const id = turnIdIn(useView('find.turns') ?? '');
  useEffect(() => {
    if (id !== undefined) {
      settle({ view: { turn: id } });
    }
  }, [id]);
}

function textOf(turn: TurnSummary): string {
  return [turn.user, whoOf(turn), sourceName(turn.source), turn.source, ...turn.models].join('\n');
}

function useColumns(): readonly Column<TurnSummary>[] {
  const linkToTurn = useLinkToTurn();
  return useMemo(
    () => [
      text(
        'begun_at',
        'Began',
        ({ begun_at }) => begun_at,
        ({ id, begun_at }) => (
          <a
            {...linkToTurn(id)}
            title={begun_at}
            className="rounded text-kumo-link outline-none hover:underline focus-visible:ring-2 focus-visible:ring-kumo-brand"
          >
            {format.time(begun_at)}
          </a>
        ),
      ),
      text(
        'user',
        'Who',
        ({ user }) => user,
        (turn) => (
          <span className="block max-w-48 truncate" title={turn.user === '' ? undefined : turn.user}>
            {whoOf(turn)}
          </span>
        ),
      ),
      text(
        'source',
        'Source',
        ({ source }) => source,
        ({ source }) => sourceName(source),
      ),
      text(
        'models',
        'Models',
        ({ models }) => (models.length === 0 ? null : models.join(' ')),
        ({ models }) => <Models models={models} />,
      ),
      elapsed('duration_ms', 'Duration', ({ duration_ms }) => duration_ms),
      dollars('cost_usd', 'Cost', ({ cost_usd }) => cost_usd),
      counted('tokens', 'Tokens', tokensOf),
      counted('requests', 'Requests', ({ requests }) => requests),
      counted('tool_runs', 'Tool runs', ({ tool_runs }) => tool_runs),
      {
        id: 'errors',
        label: 'Errors',
        value: ({ errors }) => errors,
        cell: ({ errors }) => <Errors count={errors} />,
      },
      {
        id: 'waiting_ms',
        label: 'Waiting',
        value: ({ waiting_ms }) => waiting_ms,
        cell: ({ waiting_ms }) =>
          waiting_ms === 0 ? (
            <span title="None that was told. Only clients with traces tell of it.">{format.NONE}</span>
          ) : (
            <span title={format.exactMilliseconds(waiting_ms)}>{format.elapsed(waiting_ms)}</span>
          ),
      },
      text(
        'complete',
        'State',
        ({ complete }) => (complete ? 'complete' : 'incomplete'),
        ({ complete }) => (complete ? 'Complete' : <Incomplete />),
      ),
      text(
        'id',
        'Turn id',
        ({ id }) => id,
        ({ id }) => <code className="text-xs text-kumo-subtle">{id}</code>,
      ),
    ],
    [linkToTurn],
  );
}

function Models({ models }: { models: readonly string[] }) {
  const [first, ...others] = models;
  if (first === undefined) {
    return format.NONE;
  }
  return (
    <span title={models.join('\n')}>
      {first}
      {others.length > 0 && ` +${others.length}`}
    </span>
  );
}

function Incomplete() {
  return (
    <span
      className="inline-flex items-center gap-1 text-kumo-warning"
      title="The client was killed, or the turn goes on"
    >
      <HourglassMediumIcon aria-hidden="true" />
      Incomplete
    </span>
  );
}
