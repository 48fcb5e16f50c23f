import type { Figures } from '../../api/types';
import { activeSeconds, cacheHitRate, ratio, requestErrorRate, totalTokens } from '../../figures';
import * as format from '../../format';
import { Tile } from './tile';

/** The totals of the range. */
export function Tiles({ totals }: { totals: Figures }) {
  const tokens = totalTokens(totals);
  const active = activeSeconds(totals);
  const lines = totals.lines_added + totals.lines_removed;
  return (
    <dl className="grid grid-cols-2 gap-3 sm:gap-4 lg:grid-cols-4">
      <Tile
        testId="tile-cost"
        label="Cost"
        text={format.usd(totals.cost_usd)}
        exact={format.exactUsd(totals.cost_usd)}
        value={totals.cost_usd}
      >
        <span title={format.exactUsd(totals.reported_cost_usd)}>
          {format.usd(totals.reported_cost_usd)} reported by clients
        </span>
      </Tile>
      <Tile
        testId="tile-tokens"
        label="Tokens"
        text={format.count(tokens)}
        exact={format.exactCount(tokens)}
        value={tokens}
      >
        <Rate of={cacheHitRate(totals)} label="cache hits" />
      </Tile>
      <Tile
        testId="tile-requests"
        label="Requests"
        text={format.count(totals.requests)}
        exact={format.exactCount(totals.requests)}
        value={totals.requests}
      >
        <Rate of={requestErrorRate(totals)} label="failed" />
      </Tile>
      <Tile
        testId="tile-sessions"
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
        testId="tile-active-time"
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
        testId="tile-tool-runs"
        label="Tool runs"
        text={format.count(totals.tool_runs)}
        exact={format.exactCount(totals.tool_runs)}
        value={totals.tool_runs}
      >
        <Rate of={ratio(totals.tool_errors, totals.tool_runs)} label="failed" />
      </Tile>
      <Tile
        testId="tile-lines"
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
        testId="tile-commits"
        label="Commits"
        text={format.count(totals.commits)}
        exact={format.exactCount(totals.commits)}
        value={totals.commits}
      >
        <span title={format.exactCount(totals.pull_requests)}>
          {format.counted(totals.pull_requests, 'pull request', 'pull requests')}
        </span>
      </Tile>
    </dl>
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
