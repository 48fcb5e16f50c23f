import type { ReactNode } from 'react';
import type { Headline, Times } from '../../api/types';
import { Tile, TileList } from '../../components/tile';
import * as format from '../../format';
import { totalMs } from './times';

interface TilesProps {
  totals: Headline;
  /** `undefined`: not compared. */
  before: Headline | undefined;
  /** Only what is told of models. */
  isByModel: boolean;
  /** Stands in the place of a length where nothing was measured. */
  noWaiting: ReactNode;
}

/** The totals of the range: first what succeeded, then how long it took, then how much of it there was. */
export function Tiles({ totals, before, isByModel, noWaiting }: TilesProps) {
  const { people, automatic } = totals;
  return (
    <TileList>
      {!isByModel && (
        <>
          <RateTile
            id="approval_rate"
            label="Approved by people"
            value={people.rate}
            before={before?.people.rate}
            tone="neutral"
          >
            {counts(people.accepted, people.accepted + people.rejected)}
          </RateTile>
          <RateTile
            id="tool_success_rate"
            label="Tools succeeded"
            value={totals.tool_success_rate}
            before={before?.tool_success_rate}
            tone="more-is-better"
          >
            {counts(totals.tools_failed, totals.tool_runs, 'failed')}
          </RateTile>
        </>
      )}
      <RateTile
        id="error_rate"
        label="API errors"
        value={totals.error_rate}
        before={before?.error_rate}
        tone="less-is-better"
      >
        {counts(totals.errors, totals.requests + totals.errors, 'failed for good')}
      </RateTile>
      <CountTile
        id="refusals"
        label="Refusals"
        value={totals.refusals}
        before={before?.refusals}
        tone="less-is-better"
      >
        answers that a model refused
      </CountTile>
      <TimeTile id="latency" label="Request latency" times={totals.latency} before={before?.latency} />
      <TimeTile id="ttft" label="Time to first token" times={totals.ttft} before={before?.ttft} />
      {!isByModel && (
        <>
          <TimeTile id="tool_time" label="Tool time" times={totals.tool_time} before={before?.tool_time} />
          <WaitingTile times={totals.waiting} before={before?.waiting} none={noWaiting} />
        </>
      )}
      <CountTile
        id="retries"
        label="Retries"
        value={totals.retries}
        before={before?.retries}
        tone="less-is-better"
      >
        attempts beyond the first
      </CountTile>
      {!isByModel && (
        <>
          <CountTile
            id="automatic"
            label="Decided by rules"
            value={automatic.accepted + automatic.rejected}
            before={before && before.automatic.accepted + before.automatic.rejected}
          >
            {format.count(automatic.rejected)} denied; nobody was asked
          </CountTile>
          <CountTile id="turns" label="Turns" value={totals.turns} before={before?.turns}>
            prompts with all they set off
          </CountTile>
          <TimeTile
            id="turn_time"
            label="Length of a turn"
            times={totals.turn_time}
            before={before?.turn_time}
          />
        </>
      )}
    </TileList>
  );
}

/** `81 of 1,437 failed`. */
function counts(part: number, whole: number, what = ''): ReactNode {
  return (
    <span title={`${format.exactCount(part)} of ${format.exactCount(whole)}`}>
      {format.count(part)} of {format.count(whole)} {what}
    </span>
  );
}

interface FigureTileProps {
  id: string;
  label: string;
  value: number | null;
  before: number | null | undefined;
  tone?: 'more-is-better' | 'less-is-better' | 'neutral';
  children: ReactNode;
}

function RateTile(props: FigureTileProps) {
  const { value } = props;
  return (
    <Tile
      {...props}
      text={value === null ? format.NONE : format.percent(value)}
      exact={value === null ? 'There is nothing to divide by' : format.exactPercent(value)}
    />
  );
}

function CountTile(props: FigureTileProps) {
  return <Tile {...props} text={format.count(props.value)} exact={format.exactCount(props.value)} />;
}

interface TimeTileProps {
  id: string;
  label: string;
  times: Times;
  before: Times | undefined;
}

/** The median, and what 95 of 100 stay below. */
function TimeTile({ id, label, times, before }: TimeTileProps) {
  const { p50_ms: median, p95_ms: most } = times;
  return (
    <Tile
      id={`${id}_p50_ms`}
      label={`${label}, median`}
      text={format.milliseconds(median)}
      exact={format.exactMilliseconds(median)}
      value={median}
      before={before?.p50_ms}
      tone="less-is-better"
    >
      <span
        title={format.exactMilliseconds(most)}
        data-testid={`tile-${id}_p95_ms`}
        data-value={most ?? undefined}
      >
        p95 {format.milliseconds(most)}
      </span>
    </Tile>
  );
}

interface WaitingTileProps {
  times: Times;
  before: Times | undefined;
  none: ReactNode;
}

function WaitingTile({ times, before, none }: WaitingTileProps) {
  const { count, p50_ms: median } = times;
  const total = totalMs(times);
  return (
    <Tile
      id="waiting_total_ms"
      label="Waiting for people"
      text={format.duration(total === null ? null : total / 1000)}
      exact={format.exactMilliseconds(total)}
      value={total}
      before={before && totalMs(before)}
      tone="less-is-better"
    >
      {total === null ? (
        none
      ) : (
        <>
          <span
            title={format.exactMilliseconds(median)}
            data-testid="tile-waiting_p50_ms"
            data-value={median ?? undefined}
          >
            median {format.milliseconds(median)}
          </span>
          {', '}
          <span title={format.exactCount(count)}>{format.counted(count, 'time', 'times')}</span>
        </>
      )}
    </Tile>
  );
}
