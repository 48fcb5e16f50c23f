import type { TurnTotals } from '../../../api/types';
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
      <Tile
        id="turns"
        label="Turns"
        text={format.count(totals.turns)}
        exact={format.exactCount(totals.turns)}
        value={totals.turns}
        before={before?.turns}
      >
        prompts and what they set off
      </Tile>
      <Tile
        id="reported_cost_usd"
        label="Reported cost"
        text={format.usd(totals.reported_cost_usd)}
        exact={format.exactUsd(totals.reported_cost_usd)}
        value={totals.reported_cost_usd}
        before={before?.reported_cost_usd}
      >
        {eachCost !== undefined && (
          <span title={format.exactUsd(eachCost)}>{format.usd(eachCost)} a turn</span>
        )}
      </Tile>
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
      <Tile
        id="requests"
        label="Model requests"
        text={format.count(totals.requests)}
        exact={format.exactCount(totals.requests)}
        value={totals.requests}
        before={before?.requests}
      >
        <Each of={totals.requests} turns={totals.turns} />
      </Tile>
      <Tile
        id="tool_runs"
        label="Tool runs"
        text={format.count(totals.tool_runs)}
        exact={format.exactCount(totals.tool_runs)}
        value={totals.tool_runs}
        before={before?.tool_runs}
      >
        <Each of={totals.tool_runs} turns={totals.turns} />
      </Tile>
      <Tile
        id="errors"
        label="Errors"
        text={format.count(totals.errors)}
        exact={format.exactCount(totals.errors)}
        value={totals.errors}
        before={before?.errors}
        tone="less-is-better"
      >
        {failed !== undefined && (
          <span title={`${format.exactPercent(failed)}: errors for each model request and tool run`}>
            {format.percent(failed)} of requests and runs
          </span>
        )}
      </Tile>
    </dl>
  );
}

/** How many there are in a turn, on average. */
function Each({ of, turns }: { of: number; turns: number }) {
  const each = ratio(of, turns);
  return each === undefined ? null : <span title={String(each)}>{each.toFixed(1)} a turn</span>;
}
