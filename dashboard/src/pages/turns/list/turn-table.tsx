import { HourglassMediumIcon } from '@phosphor-icons/react';
import { useEffect, useMemo } from 'react';
import type { TurnSummary, Turns } from '../../../api/types';
import * as format from '../../../format';
import { sourceName } from '../../../names';
import { type Column, counted, dollars, text } from '../../../tables/column';
import { FindField, useFound } from '../../../tables/find-field';
import { TableCard } from '../../../tables/table-card';
import { changeView, useView, type View } from '../../../url-state';
import { NarrowLink } from '../../narrow-link';
import { turnIdIn, useLinkToTurn } from '../links';
import { Errors } from '../marks';
import { tokensOf, whoOf } from '../turn-words';
import { ORDERS } from './orders';

/** The turns that come first by the order of the page. */
export function TurnTable({ turns }: { turns: Turns }) {
  useOpenPasted();
  const columns = useColumns(turns.order);
  const rows = useFound('turns', turns.turns, textOf);
  const isAll = turns.found <= turns.turns.length;
  return (
    <TableCard
      id="turns"
      title="Turns"
      note={
        isAll
          ? 'A prompt and everything it set off. Times in your zone.'
          : `The first ${format.exactCount(turns.turns.length)} of ${format.exactCount(turns.found)}. Times in your zone.`
      }
      action={<FindField id="turns" what="turns" placeholder="Find, or paste an id" />}
      of={`${turns.from}-${turns.to}`}
      columns={columns}
      fileColumns={FILE_COLUMNS}
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
      // The way back leads to the list, which must not open the turn again.
      changeView({ 'find.turns': undefined }, 'settled');
      changeView({ turn: id });
    }
  }, [id]);
}

function textOf(turn: TurnSummary): string {
  return [turn.user, whoOf(turn), sourceName(turn.source), turn.source, ...turn.models].join('\n');
}

function useColumns(order: string): readonly Column<TurnSummary>[] {
  const linkToTurn = useLinkToTurn();
  const view = useMemo((): View => (order === ORDERS[0] ? {} : { order }), [order]);
  return useMemo(
    () => [
      text(
        'begun_at',
        'Began',
        ({ begun_at }) => begun_at,
        ({ id, begun_at }) => (
          <a
            {...linkToTurn(id)}
            title={`${format.preciseTime(begun_at)}\n${begun_at}`}
            className="rounded text-kumo-link outline-none hover:underline focus-visible:ring-2 focus-visible:ring-kumo-brand"
          >
            {format.shortTime(begun_at)}
          </a>
        ),
      ),
      text(
        'user',
        'Who',
        ({ user }) => user,
        (turn) => (
          <span className="block max-w-48 truncate">
            <NarrowLink name="user" value={turn.user} text={whoOf(turn)} view={view} />
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
        ({ models }) => (models.length === 0 ? null : models.join(', ')),
        ({ models }) => <Models models={models} />,
      ),
      {
        id: 'duration_ms',
        label: 'Duration',
        value: ({ duration_ms }) => duration_ms,
        cell: ({ duration_ms, complete }) => (
          <span className="inline-flex items-center gap-1" title={format.exactMilliseconds(duration_ms)}>
            {!complete && <IncompleteSign />}
            {format.elapsed(duration_ms)}
          </span>
        ),
      },
      dollars('cost_usd', 'Cost', ({ cost_usd }) => cost_usd),
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
      counted('tokens', 'Tokens', tokensOf),
      counted('requests', 'Requests', ({ requests }) => requests),
      counted('tool_runs', 'Tool runs', ({ tool_runs }) => tool_runs),
    ],
    [linkToTurn, view],
  );
}

/** In the file alone: on the page a sign and the link tell it. */
const FILE_COLUMNS: readonly Column<TurnSummary>[] = [
  text('complete', 'Complete', ({ complete }) => String(complete)),
  text('id', 'Turn id', ({ id }) => id),
];

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

function IncompleteSign() {
  return (
    <span className="text-kumo-warning" title="Incomplete: the client was killed, or the turn goes on">
      <HourglassMediumIcon weight="fill" aria-hidden="true" />
      <span className="sr-only">incomplete, </span>
    </span>
  );
}
