import { Banner } from '@cloudflare/kumo/components/banner';
import { CalendarBlankIcon } from '@phosphor-icons/react';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { MAX_TURN_DAYS, type TurnOrder, turnsQuery } from '../../../api/figures';
import type { Me } from '../../../api/types';
import { PageSkeleton } from '../../../components/skeletons';
import { lastDays, lengthOf } from '../../../days';
import * as format from '../../../format';
import type { SettledScope } from '../../../scope';
import { useChoice } from '../../../url-state';
import { Figures } from '../../figures';
import { FiguresPage } from '../../figures-page';
import { Controls } from './controls';
import { ORDERS } from './orders';
import { Tiles } from './tiles';
import { TurnTable } from './turn-table';

/** As many as the API lists at once. */
const LIMIT = 100;

/** The first turns by an order, and what all of them took together. */
export function TurnList({ me }: { me: Me }) {
  const order = useChoice('order', ORDERS);
  return (
    <FiguresPage me={me} title="Turns">
      {(scope) => (
        <>
          <Controls me={me} order={order} />
          <Listed scope={scope} order={order} />
        </>
      )}
    </FiguresPage>
  );
}

function Listed({ scope, order }: { scope: SettledScope; order: TurnOrder }) {
  const isCut = lengthOf(scope.range) > MAX_TURN_DAYS;
  const asked = useMemo(
    () => (isCut ? { ...scope, range: lastDays(MAX_TURN_DAYS, scope.range.to) } : scope),
    [scope, isCut],
  );
  const query = useQuery(turnsQuery(asked, order, LIMIT));
  return (
    <>
      {isCut && (
        <div data-testid="days-cut">
          <Banner
            icon={<CalendarBlankIcon weight="fill" />}
            title={`Turns of the last ${MAX_TURN_DAYS} of these days: ${format.range(asked.range)}`}
            description="Turns are told of so many days at most."
          />
        </div>
      )}
      <Figures
        query={query}
        what="turns"
        skeleton={<PageSkeleton what="turns" tiles={4} />}
        isEmpty={({ found }) => found === 0}
      >
        {(turns) => (
          <>
            <Tiles totals={turns.totals} before={turns.previous?.totals} />
            <TurnTable turns={turns} />
          </>
        )}
      </Figures>
    </>
  );
}
