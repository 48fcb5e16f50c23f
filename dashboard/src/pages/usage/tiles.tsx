import type { Figures } from '../../api/types';
import { Tile, TileList } from '../../components/tile';
import { activeSeconds, cacheHitRate, ratio, requestErrorRate, totalTokens } from '../../derived';
import * as format from '../../format';

interface TilesProps {
  totals: Figures;
  before: Figures | undefined;
}

/** The totals of the range. */
export function Tiles({ totals, before }: TilesProps) {
  const tokens = totalTokens(totals);
  const active = activeSeconds(totals);
  const lines = totals.lines_added + totals.lines_removed;
  return (
    <TileList>
      <Tile
        id="cost"
        label="Cost"
        text={format.usd(totals.cost_usd)}
        exact={format.exactUsd(totals.cost_usd)}
        value={totals.cost_usd}
        before={before?.cost_usd}
      >
        <span title={format.exactUsd(totals.reported_cost_usd)}>
          {format.usd(totals.reported_cost_usd)} reported by clients
        </span>
      </Tile>
      <Tile
        id="tokens"
        label="Tokens"
        text={format.count(tokens)}
        exact={format.exactCount(tokens)}
        value={tokens}
      >
        <Rate of={cacheHitRate(totals)} label="cache hits" />
      </Tile>
      <Tile
        id="requests"
        label="Requests"
        text={format.count(totals.requests)}
        exact={format.exactCount(totals.requests)}
        value={totals.requests}
      >
        <Rate of={requestErrorRate(totals)} label="failed" />
      </Tile>
      <Tile
        id="sessions"
        label="Sessions"
        text={format.count(totals.sessions)}
        exact={format.exactCount(totals.sessions)}
        value={totals.sessions}
      >
        <span title={format.exactCount(totals.prompts)}>
          {format.counted(totals.prompts, 'prompt', 'prompts')}
        </span>
      </Tile>
      <Tile
        id="active-time"
        label="Active time"
        text={format.duration(active)}
        exact={format.exactDuration(active)}
        value={active}
      >
        <span title={format.exactDuration(totals.active_cli_seconds)}>
          {format.duration(totals.active_cli_seconds)} working
        </span>
        {' · '}
        <span title={format.exactDuration(totals.active_user_seconds)}>
          {format.duration(totals.active_user_seconds)} typing
        </span>
      </Tile>
      <Tile
        id="tool-runs"
        label="Tool runs"
        text={format.count(totals.tool_runs)}
        exact={format.exactCount(totals.tool_runs)}
        value={totals.tool_runs}
      >
        <Rate of={ratio(totals.tool_errors, totals.tool_runs)} label="failed" />
      </Tile>
      <Tile
        id="lines"
        label="Lines changed"
        text={format.count(lines)}
        exact={format.exactCount(lines)}
        value={lines}
      >
        <span title={`${format.exactCount(totals.lines_added)} lines added`}>
          +{format.count(totals.lines_added)}
        </span>{' '}
        <span title={`${format.exactCount(totals.lines_removed)} lines removed`}>
          −{format.count(totals.lines_removed)}
        </span>
      </Tile>
      <Tile
        id="commits"
        label="Commits"
        text={format.count(totals.commits)}
        exact={format.exactCount(totals.commits)}
        value={totals.commits}
      >
        <span title={format.exactCount(totals.pull_requests)}>
          {format.counted(totals.pull_requests, 'pull request', 'pull requests')}
        </span>
      </Tile>
    </TileList>
  );
}

/** A share in percent; a dash when there is nothing to share. */
function Rate({ of: share, label }: { of: number | undefined; label: string }) {
  return share === undefined ? (
    <span>– {label}</span>
  ) : (
    <span title={`${(share * 100).toFixed(3)}%`}>
      {format.percent(share)} {label}
    </span>
  );
}
