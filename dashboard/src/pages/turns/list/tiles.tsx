import type { TurnTotals } from '../../../api/types';
import { CountTile, DollarTile } from '../../../components/figure-tiles';
import { Tile } from '../../../components/tile';
import { ratio } from '../../../derived';
import * as format from '../../../format';

interface TilesProps {
  totals: TurnTotals;
  before: TurnTotals | undefined;
}

/** All turns that were found, together; not the listed ones alone. */
export function Tiles({ totals, before }: TilesProps) {
  const eachCost = ratio(totals.reported_cost_usd, totals.turns);
  const eachTime = ratio(totals.duration_ms, totals.turns);
  const tried = totals.requests + totals.tool_runs;
  const failed = ratio(totals.errors, tried);
  return (
    <dl className="grid grid-cols-2 gap-3 sm:gap-4 md:grid-cols-3 2xl:grid-cols-6">
      <CountTile id="turns" label="Turns" value={totals.turns} before={before?.turns}>
        prompts and what they set off
      </CountTile>
      <DollarTile
        id="reported_cost_usd"
        label="Reported cost"
        value={totals.reported_cost_usd}
        before={before?.reported_cost_usd}
      >
        {eachCost !== undefined && (
          <span title={format.exactUsd(eachCost)}>{format.usd(eachCost)} a turn</span>
        )}
      </DollarTile>
      <Tile
        id="duration_ms"
        label="Time"
        text={format.milliseconds(totals.duration_ms)}
        exact={format.exactMilliseconds(totals.duration_ms)}
        value={totals.duration_ms}
        before={before?.duration_ms}
      >
        {eachTime !== undefined && (
          <span title={format.exactMilliseconds(eachTime)}>{format.elapsed(eachTime)} a turn</span>
        )}
      </Tile>
      <CountTile id="requests" label="Model requests" value={totals.requests} before={before?.requests}>
        <Each of={totals.requests} turns={totals.turns} />
      </CountTile>
      <CountTile id="tool_runs" label="Tool runs" value={totals.tool_runs} before={before?.tool_runs}>
        <Each of={totals.tool_runs} turns={totals.turns} />
      </CountTile>
      <CountTile
        id="errors"
        label="Errors"
        value={totals.errors}
        before={before?.errors}
        tone="less-is-better"
      >
        {failed !== undefined && (
          <span title={`${format.exactPercent(failed)}: errors for each model request and tool run`}>
            {format.percent(failed)} of requests and runs
          </span>
        )}
      </CountTile>
    </dl>
  );
}

/** How many there are in a turn, on average. */
function Each({ of, turns }: { of: number; turns: number }) {
  const each = ratio(of, turns);
  return each === undefined ? null : <span title={String(each)}>{each.toFixed(1)} a turn</span>;
}
