import type { Turn } from '../../../api/types';
import { CopyButton } from '../../../components/copy-button';
import { PageHeader } from '../../../components/page-header';
import * as format from '../../../format';
import { sourceName } from '../../../names';
import { whoOf } from '../turn-words';

interface TurnHeaderProps {
  id: string;
  /** `undefined`: it is not known yet, or there is none. */
  turn: Turn | undefined;
}

/** Whose turn it is, when and where it began, and what it is called. */
export function TurnHeader({ id, turn }: TurnHeaderProps) {
  return (
    <PageHeader
      title={turn === undefined ? 'Turn' : `Turn of ${whoOf(turn)}`}
      note={turn && <Facts turn={turn} />}
      controls={
        <span className="flex min-w-0 flex-wrap items-center gap-2 text-sm text-kumo-subtle">
          <code className="min-w-0 break-all" data-testid="turn-id">
            {id}
          </code>
          <CopyButton text={id} what="the turn's id" />
        </span>
      }
    />
  );
}

function Facts({ turn }: { turn: Turn }) {
  const facts = [
    turn.name === null || turn.user === '' ? undefined : turn.user,
    sourceName(turn.source),
    turn.models.length === 0 ? undefined : turn.models.join(', '),
  ].filter((fact) => fact !== undefined);
  return (
    <span className="break-words">
      <time dateTime={turn.begun_at} title={turn.begun_at}>
        {format.preciseTime(turn.begun_at)}
      </time>
      {facts.map((fact) => ` · ${fact}`)}
    </span>
  );
}
