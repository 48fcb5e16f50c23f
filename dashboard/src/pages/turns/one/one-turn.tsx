import { LinkButton } from '@cloudflare/kumo/components/button';
import { Empty } from '@cloudflare/kumo/components/empty';
import { MagnifyingGlassIcon } from '@phosphor-icons/react';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ApiError } from '../../../api/error';
import { turnQuery } from '../../../api/figures';
import type { Turn } from '../../../api/types';
import { ErrorNotice } from '../../../components/error-notice';
import { PageSkeleton } from '../../../components/skeletons';
import { useLinkTo } from '../../../url-state';
import { useListTarget } from '../links';
import { spanListOf } from '../waterfall/spans';
import { WaterfallCard } from '../waterfall/waterfall-card';
import { BackLink } from './back-link';
import { LooseEvents } from './loose-events';
import { Notices } from './notices';
import { TurnFigures } from './turn-figures';
import { TurnHeader } from './turn-header';

/** One turn: who, what it came to, and what happened when. */
export function OneTurn({ id }: { id: string }) {
  const query = useQuery(turnQuery(id));
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-col gap-2">
        <BackLink />
        <TurnHeader id={id} turn={query.data} />
      </div>
      <Content query={query} />
    </div>
  );
}

function Content({ query }: { query: UseQueryResult<Turn> }) {
  const { data, error } = query;
  if (data !== undefined) {
    return <Told turn={data} onReload={() => query.refetch()} isReloading={query.isFetching} />;
  }
  if (error === null) {
    return <PageSkeleton what="the turn" tiles={4} charts={1} />;
  }
  return error instanceof ApiError && error.status === 404 ? (
    <NotHere />
  ) : (
    <ErrorNotice
      title="The turn could not be read"
      error={error}
      onRetry={() => query.refetch()}
      isRetrying={query.isFetching}
    />
  );
}

interface ToldProps {
  turn: Turn;
  onReload: () => void;
  isReloading: boolean;
}

function Told({ turn, onReload, isReloading }: ToldProps) {
  const list = useMemo(() => spanListOf(turn), [turn]);
  return (
    <>
      <Notices turn={turn} list={list} onReload={onReload} isReloading={isReloading} />
      <TurnFigures turn={turn} list={list} />
      {list.spans.length > 0 && <WaterfallCard turn={turn} list={list} />}
      <LooseEvents turn={turn} />
    </>
  );
}

function NotHere() {
  const linkTo = useLinkTo();
  const list = useListTarget();
  return (
    <div data-testid="no-turn">
      <Empty
        className="text-center"
        icon={<MagnifyingGlassIcon size={40} className="text-kumo-subtle" />}
        title="There is no such turn any more, or there never was"
        description="Spans and events are kept for as many days as the retention says. Those of this turn may be past it; the daily figures that they are part of stay."
        contents={
          <LinkButton variant="primary" {...linkTo(list)}>
            All turns
          </LinkButton>
        }
      />
    </div>
  );
}
