import type { ActiveUser, Activity } from '../../api/types';
import { CountTile, RateTile } from '../../components/figure-tiles';
import { Tile, TileList } from '../../components/tile';
import { dayOf, lengthOf } from '../../days';
import { ratio } from '../../derived';
import * as format from '../../format';
import { TotalTile } from './total-tile';

interface ActivityProps {
  activity: Activity;
}

interface TilesProps extends ActivityProps {
  /** The only user that is shown. */
  person: ActiveUser | undefined;
}

/** The range in a dozen figures; of one user, those that say something of one. */
export function Tiles({ activity, person }: TilesProps) {
  return (
    <TileList>
      {person === undefined ? (
        <PeopleTiles activity={activity} />
      ) : (
        <PersonTile activity={activity} person={person} />
      )}
      <WorkTiles activity={activity} />
    </TileList>
  );
}

function PeopleTiles({ activity }: ActivityProps) {
  const { totals, previous, series, to } = activity;
  const before = previous?.totals;
  return (
    <>
      <CountTile
        id="active_users"
        label="Active users"
        value={totals.active_users}
        before={before?.active_users}
        tone="more-is-better"
      >
        <span title="With a prompt, a model request, a tool run, lines, a commit, a pull request or active time">
          different people in these days
        </span>
      </CountTile>
      <Tile
        id="average_dau"
        label="Daily active users"
        text={format.count(Math.round(totals.average_dau))}
        exact={`${totals.average_dau} a day`}
        value={totals.average_dau}
        before={before?.average_dau}
        tone="more-is-better"
        days={series.map(({ dau }) => dau)}
      >
        on average; <LastDay activity={activity} />
      </Tile>
      <TotalTile id="wau" label="Weekly active users" activity={activity} tone="more-is-better">
        in the 7 days to {format.day(to)}
      </TotalTile>
      <TotalTile id="mau" label="Monthly active users" activity={activity} tone="more-is-better">
        in the 30 days to {format.day(to)}
      </TotalTile>
      <RateTile
        id="stickiness"
        label="Stickiness"
        value={totals.stickiness}
        before={before?.stickiness}
        tone="more-is-better"
        days={series.map(({ dau, mau }) => ratio(dau, mau) ?? null)}
      >
        <span title="The daily active users of all days, divided by their monthly active users">
          of a month’s users come on a day
        </span>
      </RateTile>
    </>
  );
}

/** Active users of the last day, which may not be over. */
function LastDay({ activity: { series, to } }: ActivityProps) {
  const dau = series.at(-1)?.dau ?? 0;
  return (
    <span title={`${format.dayWithYear(to)} (UTC)`} data-testid="last-dau" data-value={dau}>
      {format.count(dau)} {to >= dayOf(Date.now()) ? 'today so far' : `on ${format.day(to)}`}
    </span>
  );
}

function PersonTile({ activity, person }: { activity: Activity; person: ActiveUser }) {
  const { active_days, last_day } = person;
  return (
    <Tile
      id="active_days"
      label="Active days"
      text={`${format.count(active_days)} of ${format.count(lengthOf(activity))}`}
      exact={`${format.exactCount(active_days)} of ${format.exactCount(lengthOf(activity))} days`}
      value={active_days}
      days={activity.series.map(({ dau }) => dau)}
    >
      {last_day !== null && `last on ${format.dayWithYear(last_day)}`}
    </Tile>
  );
}

function WorkTiles({ activity }: ActivityProps) {
  const { totals } = activity;
  return (
    <>
      <TotalTile id="sessions" label="Sessions" activity={activity}>
        started, resumed or continued
      </TotalTile>
      <TotalTile id="prompts" label="Prompts" activity={activity}>
        <span title={format.exactCount(totals.requests)}>
          {format.counted(totals.requests, 'model request', 'model requests')}
        </span>
      </TotalTile>
      <TotalTile id="lines_added" label="Lines added" activity={activity} sign="+">
        <span title={format.exactCount(totals.lines_removed)}>
          −{format.count(totals.lines_removed)} removed
        </span>
      </TotalTile>
      <TotalTile id="commits" label="Commits" activity={activity}>
        made with Claude Code
      </TotalTile>
      <TotalTile id="pull_requests" label="Pull requests" activity={activity}>
        opened with Claude Code
      </TotalTile>
      <TotalTile id="active_user_seconds" label="Typing" activity={activity} kind="time">
        active time of people
      </TotalTile>
      <TotalTile id="active_cli_seconds" label="Claude working" activity={activity} kind="time">
        active time of Claude
      </TotalTile>
    </>
  );
}
