import type { Health } from '../../api/types';
import { Tile, TileList } from '../../components/tile';
import * as format from '../../format';
import { isStale, STOPPED_AFTER_HOURS } from './last-seen';
import { SIGNALS } from './words';

interface TilesProps {
  health: Health;
  stopped: number;
  nowMs: number;
}

/** The signals, and who sends them. */
export function Tiles({ health, stopped, nowMs }: TilesProps) {
  const { signals, users, refused, pending, previous } = health;
  const refusedRecords = refused.reduce((sum, { records }) => sum + records, 0);
  const sessionDays = users.reduce((sum, user) => sum + user.session_days, 0);
  return (
    <TileList>
      {SIGNALS.map(({ signal, name, records }) => {
        const heard = signals[signal];
        return (
          <Tile
            key={signal}
            id={signal}
            label={name}
            text={format.count(heard.records)}
            exact={`${format.exactCount(heard.records)} ${records}`}
            value={heard.records}
            before={previous?.signals[signal]}
          >
            <LastSeen id={signal} at={heard.last_seen} nowMs={nowMs} />
          </Tile>
        );
      })}
      <Count
        id="refused"
        label="Refused records"
        value={refusedRecords}
        before={previous?.refused}
        tone="less-is-better"
      >
        {refusedRecords === 0 ? 'every record was understood' : 'lost: see why below'}
      </Count>
      <Count id="users" label="Users who reported" value={users.length} before={previous?.users}>
        in these days
      </Count>
      <Count id="stopped" label="Stopped reporting" value={stopped}>
        no signal for {STOPPED_AFTER_HOURS / 24} days
      </Count>
      <Count id="session_days" label="Session-days" value={sessionDays}>
        sessions on each of their days
      </Count>
      <Count id="pending" label="Not in figures yet" value={pending.session_days}>
        {pending.session_days === 0
          ? 'all that arrived is counted'
          : 'session-days; folded every five minutes'}
      </Count>
    </TileList>
  );
}

interface CountProps {
  id: string;
  label: string;
  value: number;
  before?: number | undefined;
  tone?: 'less-is-better';
  children: React.ReactNode;
}

function Count(props: CountProps) {
  return <Tile {...props} text={format.count(props.value)} exact={format.exactCount(props.value)} />;
}

interface LastSeenProps {
  id: string;
  at: string | null;
  nowMs: number;
}

function LastSeen({ id, at, nowMs }: LastSeenProps) {
  return (
    <span
      className={isStale(at, nowMs) ? 'font-medium text-kumo-warning' : ''}
      title={at === null ? undefined : format.time(at)}
      data-testid={`tile-${id}_last_seen`}
      data-value={at ?? undefined}
    >
      {at === null ? 'never seen' : `last ${format.ago(at, nowMs)}`}
    </span>
  );
}
