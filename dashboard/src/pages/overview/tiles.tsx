import { useMemo } from 'react';
import type { Activity, DayFigures, Figures, Usage } from '../../api/types';
import { CountTile, DollarTile, RateTile } from '../../components/figure-tiles';
import { Tile, TileList } from '../../components/tile';
import { dayOf, lengthOf } from '../../days';
import { isEmpty, ratio } from '../../derived';
import * as format from '../../format';
import { eachCost, NOT_BY_MODEL } from '../each-cost';
import { MonthTile } from './month-tile';

interface TilesProps {
  usage: Usage;
  activity: Activity;
}

/** The figures of the morning, each with how it changed and how it went. */
export function Tiles({ usage, activity }: TilesProps) {
  const { totals } = usage;
  const days = useMemo(() => daysOf(usage, activity), [usage, activity]);
  // Where nothing was before, everything would be new, which says nothing.
  const isCompared = usage.previous !== undefined && !isEmpty(usage.previous.totals);
  const before = isCompared ? usage.previous?.totals : undefined;
  const activeBefore = isCompared ? activity.previous?.totals : undefined;
  const active = activity.totals;
  return (
    <TileList columns={5}>
      <DollarTile
        id="cost_usd"
        label="Cost"
        value={totals.cost_usd}
        before={before?.cost_usd}
        days={days.cost_usd}
      >
        {format.usd(totals.cost_usd / lengthOf(usage))} a day
      </DollarTile>
      <MonthTile usage={usage} />
      <Tile
        id="average_dau"
        label="Active a day"
        text={format.mean(active.average_dau)}
        exact={`${active.average_dau} developers a day, on average over all days`}
        value={active.average_dau}
        before={activeBefore?.average_dau}
        tone="more-is-better"
        days={days.dau}
      >
        <LastDay activity={activity} />
      </Tile>
      <CountTile
        id="wau"
        label="Active in 7 days"
        value={active.wau}
        before={activeBefore?.wau}
        tone="more-is-better"
        days={days.wau}
      >
        to {format.day(activity.to)}
      </CountTile>
      <CountTile
        id="mau"
        label="Active in 30 days"
        value={active.mau}
        before={activeBefore?.mau}
        tone="more-is-better"
        days={days.mau}
      >
        to {format.day(activity.to)}
      </CountTile>
      <DollarTile
        id="cost_per_user"
        label="Cost a developer"
        value={costPerUser(totals, active.active_users)}
        before={before && activeBefore && costPerUser(before, activeBefore.active_users)}
        days={days.cost_per_user}
      >
        {format.exactCount(active.active_users)} active in these days
      </DollarTile>
      <CountTile
        id="sessions"
        label="Sessions"
        value={totals.sessions}
        before={before?.sessions}
        tone="more-is-better"
        days={days.sessions}
      >
        {eachCost(totals.cost_usd, totals.sessions)}
      </CountTile>
      <CountTile
        id="prompts"
        label="Prompts"
        value={totals.prompts}
        before={before?.prompts}
        tone="more-is-better"
        days={days.prompts}
      >
        {eachCost(totals.cost_usd, totals.prompts)}
      </CountTile>
      <RateTile
        id="cache_hit_rate"
        label="Cache hits"
        value={totals.cache_hit_rate}
        before={before?.cache_hit_rate}
        tone="more-is-better"
        days={days.cache_hit_rate}
      >
        {totals.cache_savings_usd > 0 && (
          <span title={`${format.exactUsd(totals.cache_savings_usd)} less than without the cache`}>
            saved {format.usd(totals.cache_savings_usd)}
          </span>
        )}
      </RateTile>
      <RateTile
        id="approval_rate"
        label="Approved by people"
        value={approvalRate(totals)}
        before={before && approvalRate(before)}
        tone="more-is-better"
        days={days.approval_rate}
      >
        <Approvals totals={totals} />
      </RateTile>
    </TileList>
  );
}

/** What the sparklines draw. */
function daysOf({ series }: Usage, activity: Activity) {
  const figure = <Value,>(read: (day: DayFigures) => Value) => series.map(read);
  return {
    cost_usd: figure(({ cost_usd }) => cost_usd),
    sessions: figure(({ sessions }) => sessions),
    prompts: figure(({ prompts }) => prompts),
    cache_hit_rate: figure(({ cache_hit_rate }) => cache_hit_rate),
    approval_rate: figure(approvalRate),
    dau: activity.series.map(({ dau }) => dau),
    wau: activity.series.map(({ wau }) => wau),
    mau: activity.series.map(({ mau }) => mau),
    cost_per_user: activity.series.map((day) => ratio(day.cost_usd, day.dau) ?? null),
  };
}

/** Of the decisions that people made, how many granted the permission; `null` where there were none. */
function approvalRate({ approvals, rejections }: Figures | DayFigures): number | null {
  return approvals === null || rejections === null
    ? null
    : (ratio(approvals, approvals + rejections) ?? null);
}

function costPerUser({ cost_usd }: Figures, users: number): number | null {
  return ratio(cost_usd, users) ?? null;
}

function LastDay({ activity }: { activity: Activity }) {
  const last = activity.series.at(-1);
  if (last === undefined) {
    return null;
  }
  return (
    <span data-testid="figure-dau" data-value={last.dau}>
      {format.exactCount(last.dau)}{' '}
      {last.day === dayOf(Date.now()) ? 'so far today' : `on ${format.day(last.day)}`}
    </span>
  );
}

function Approvals({ totals: { approvals, rejections } }: { totals: Figures }) {
  if (approvals === null || rejections === null) {
    return NOT_BY_MODEL;
  }
  const asked = approvals + rejections;
  return asked === 0 ? (
    'nobody was asked'
  ) : (
    <span
      title={`${format.exactCount(approvals)} granted, ${format.exactCount(rejections)} refused; rules and hooks apart`}
    >
      {format.count(rejections)} refused
    </span>
  );
}
