import { useMemo } from 'react';
import type { Usage } from '../../api/types';
import { Tile } from '../../components/tile';
import { dayOf } from '../../days';
import * as format from '../../format';

/** What the month will have cost if it goes on as it went. */
export function MonthTile({ usage }: { usage: Usage }) {
  const { month } = usage;
  const projected = month.projected_cost_usd;
  const days = useMemo(() => runningCost(usage), [usage]);
  const name = format.month(month.from);
  const isThisMonth = month.from.slice(0, 7) === dayOf(Date.now()).slice(0, 7);
  return (
    <Tile
      id="projected_cost_usd"
      label={`By the end of ${name}`}
      text={projected === null ? format.NONE : format.usd(projected)}
      exact={
        projected === null
          ? `Told once a day of ${name} is over`
          : `${format.exactUsd(projected)}: what ${name} cost so far, and for each day to come the mean of its complete days`
      }
      value={projected}
      days={days}
    >
      {projected === null ? (
        `told once a day of ${name} is over`
      ) : (
        <span title={format.exactUsd(month.cost_usd)}>
          {format.usd(month.cost_usd)} {isThisMonth ? 'so far' : `by ${format.day(month.to)}`}
        </span>
      )}
    </Tile>
  );
}

/** What the month had cost by each of its days that are in the range. */
function runningCost({ month, series }: Usage): readonly number[] {
  const days = series.filter(({ day }) => day >= month.from);
  let cost = days.reduce((rest, { cost_usd }) => rest - cost_usd, month.cost_usd);
  return days.map(({ cost_usd }) => {
    cost += cost_usd;
    return cost;
  });
}
