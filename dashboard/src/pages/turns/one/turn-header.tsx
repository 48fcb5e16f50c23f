import type { Turn } from '../../../api/types';
import { CopyButton } from '../../../components/copy-button';
import { PageHeader } from '../../../components/page-header';
import * as format from '../../../format';
import { sourceName } from '../../../names';
import { whoOf } from '../turn-words';

/** Whose turn it is, when and where it began, and what it is called. */
export function TurnHeader({ turn }: { turn: Turn }) {
  const facts = [
    turn.name === null || turn.user === '' ? undefined : turn.user,
    sourceName(turn.source),
    turn.models.length === 0 ? undefined : turn.models.join(', '),
  ].filter((fact) => fact !== undefined);
  return (
    <PageHeader
      title={`Turn of ${whoOf(turn)}`}
      note={
        <span className="break-words">
          <time dateTime={turn.begun_at} title={turn.begun_at}>
            {format.preciseTime(turn.begun_at)}
          </time>
          {facts.map((fact) => ` · ${fact}`)}
        </span>
      }
      controls={
        <span className="flex flex-wrap items-center gap-2 text-sm text-kumo-subtle">
          <code data-testid="turn-id">{turn.id}</code>
          <CopyButton text={turn.id} what="the turn's id" />
        </span>
      }
    />
  );
}
