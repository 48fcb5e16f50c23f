import { type ReactNode, useMemo } from 'react';
import type { DayFigures, Figures, Usage } from '../../api/types';
import { CountTile, DollarTile, RateTile } from '../../components/figure-tiles';
import { Tile, TileList } from '../../components/tile';
import { ratio, requestErrorRate, totalTokens } from '../../derived';
import * as format from '../../format';
import { eachCost } from '../each-cost';

/** The totals of the range. */
export function Tiles({ usage }: { usage: Usage }) {
  const { totals } = usage;
  const before = usage.previous?.totals;
  const days = useMemo(() => daysOf(usage.series), [usage]);
  const tokens = totalTokens(totals);
  return (
    <TileList>
      <DollarTile
        id="cost_usd"
        label="Cost"
        value={totals.cost_usd}
        before={before?.cost_usd}
        days={days.cost_usd}
      >
        {format.usd(totals.cost_usd / Math.max(usage.series.length, 1))} a day
      </DollarTile>
      <CountTile
        id="tokens"
        label="Tokens"
        value={tokens}
        before={before && totalTokens(before)}
        days={days.tokens}
      >
        <span title={`${format.exactCount(totals.output_tokens)} tokens`}>
          {format.count(totals.output_tokens)} written by models
        </span>
      </CountTile>
      <RateTile
        id="cache_hit_rate"
        label="Cache hits"
        value={totals.cache_hit_rate}
        before={before?.cache_hit_rate}
        tone="more-is-better"
        days={days.cache_hit_rate}
      >
        <span title="Of the tokens that models read: input, cache reads and cache writes">
          of what models read
        </span>
      </RateTile>
      <Savings totals={totals} before={before} days={days.cache_savings_usd} />
      <CountTile
        id="requests"
        label="Requests"
        value={totals.requests}
        before={before?.requests}
        days={days.requests}
      >
        <Failed totals={totals} />
      </CountTile>
      <CountTile
        id="sessions"
        label="Sessions"
        value={totals.sessions}
        before={before?.sessions}
        days={days.sessions}
      >
        {eachCost(totals.cost_usd, totals.sessions)}
      </CountTile>
      <CountTile
        id="prompts"
        label="Prompts"
        value={totals.prompts}
        before={before?.prompts}
        days={days.prompts}
      >
        {eachCost(totals.cost_usd, totals.prompts)}
      </CountTile>
      <Difference totals={totals} />
    </TileList>
  );
}

/** What the sparklines draw. */
function daysOf(series: readonly DayFigures[]) {
  const figure = <Value,>(read: (day: DayFigures) => Value) => series.map(read);
  return {
    cost_usd: figure(({ cost_usd }) => cost_usd),
    tokens: figure(totalTokens),
    cache_hit_rate: figure(({ cache_hit_rate }) => cache_hit_rate),
    cache_savings_usd: figure(({ cache_savings_usd }) => cache_savings_usd),
    requests: figure(({ requests }) => requests),
    sessions: figure(({ sessions }) => sessions),
    prompts: figure(({ prompts }) => prompts),
  };
}

interface SavingsProps {
  totals: Figures;
  before: Figures | undefined;
  days: readonly number[];
}

function Savings({ totals, before, days }: SavingsProps) {
  const without = totals.cost_usd + totals.cache_savings_usd;
  const saved = ratio(totals.cache_savings_usd, without);
  return (
    <DollarTile
      id="cache_savings_usd"
      label="Saved by the cache"
      value={totals.cache_savings_usd}
      before={before?.cache_savings_usd}
      tone="more-is-better"
      days={days}
    >
      <span
        title={
          `${format.exactUsd(without)} had nothing been cached: ` +
          'what was read from and written to the cache, at the price of plain input'
        }
      >
        {format.usd(without)} without it{saved !== undefined && `, ${format.changeInPercent(-saved)}`}
      </span>
    </DollarTile>
  );
}

const WHY_DIFFERENT =
  'Computed: tokens at the prices under Settings. Reported: what Claude Code said it cost. They differ where the ' +
  'org has prices of its own, where a model has no price, and where a client knows other prices than the list.';

function Difference({ totals }: { totals: Figures }) {
  const part = ratio(Math.abs(totals.cost_difference_usd), totals.reported_cost_usd);
  return (
    <Tile
      id="cost_difference_usd"
      label="Against reported cost"
      text={format.usdChange(totals.cost_difference_usd)}
      exact={format.exactUsd(totals.cost_difference_usd)}
      value={totals.cost_difference_usd}
    >
      <span title={`${format.exactUsd(totals.reported_cost_usd)} reported. ${WHY_DIFFERENT}`}>
        {part !== undefined && `${format.percent(part)} of `}
        {format.usd(totals.reported_cost_usd)} reported
      </span>
    </Tile>
  );
}

function Failed({ totals }: { totals: Figures }): ReactNode {
  const rate = requestErrorRate(totals);
  return (
    rate !== undefined && (
      <span
        title={`${format.exactCount(totals.errors)} failed for good; ${format.exactCount(totals.retries)} attempts beyond the first`}
      >
        {format.percent(rate)} failed
      </span>
    )
  );
}
