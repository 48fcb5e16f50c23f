import type { Health, HeardSignals, Missing, Reporter } from '../../../dashboard/src/api/types.ts';
import { type Cells, type PageFigures, rows } from './shared.ts';

/** Who was heard of by no signal for so long has stopped. */
const STOPPED_AFTER_MS = 72 * 3_600_000;

/** The newest of the three signals: times in UTC stand in the order of their letters. */
const lastSeen = ({ logs, traces, metrics }: HeardSignals) =>
  [logs, traces, metrics]
    .map(({ last_seen }) => last_seen ?? '')
    .sort()
    .at(-1) ?? '';

const hasStopped = (user: Reporter) => {
  const seen = lastSeen(user);
  return seen !== '' && Date.now() - Date.parse(seen) > STOPPED_AFTER_MS;
};

const sum = (figures: readonly number[]) => figures.reduce((all, one) => all + one, 0);

const sessionDays = (list: readonly { readonly session_days: number }[]) =>
  sum(list.map(({ session_days }) => session_days));

function tiles({ signals, users, refused, pending }: Health): Cells {
  const { logs, traces, metrics } = signals;
  return {
    logs: logs.records,
    logs_last_seen: logs.last_seen,
    traces: traces.records,
    traces_last_seen: traces.last_seen,
    metrics: metrics.records,
    metrics_last_seen: metrics.last_seen,
    refused: sum(refused.map(({ records }) => records)),
    users: users.length,
    stopped: users.filter(hasStopped).length,
    session_days: sessionDays(users),
    pending: pending.session_days,
  };
}

const before = ({ previous }: Health): Cells | undefined =>
  previous && { ...previous.signals, refused: previous.refused, users: previous.users };

/** What is missing and what to do about it, over all users; what cannot be mended is told apart by why. */
function gaps(users: readonly Reporter[]): Map<string, Cells> {
  const missing = users.flatMap(({ user, missing: gaps }) => gaps.map((gap) => ({ ...gap, user })));
  const keyOf = ({ what, setting }: Missing) =>
    setting.startsWith('Nothing to set') ? `${what} ${setting}` : what;
  return rows(missing, keyOf, (gap) => {
    const alike = missing.filter((other) => keyOf(other) === keyOf(gap));
    return {
      users: alike.length,
      session_days: sessionDays(alike),
      share: sessionDays(alike) / sessionDays(users),
      who: alike
        .toSorted((one, other) => other.session_days - one.session_days)
        .map(({ user }) => user)
        .join('; '),
    };
  });
}

export const health: PageFigures = {
  asks: { health: {} },
  expects: ({ health: answer }) => {
    const { users, refused, versions, unknown_records } = answer;
    return {
      tiles: tiles(answer),
      before: before(answer),
      tables: {
        refused: rows(
          refused,
          ({ signal, reason }) => `${signal} ${reason}`,
          (one) => ({ users: one.users.join('; ') }),
        ),
        stopped: rows(
          users.filter(hasStopped),
          ({ user }) => user,
          (user) => ({
            last_seen: lastSeen(user),
            last_seen_at: lastSeen(user),
            sources: user.sources.join('; '),
          }),
        ),
        gaps: gaps(users),
        users: rows(
          users,
          ({ user }) => user,
          (user) => ({
            logs_last_seen: user.logs.last_seen,
            traces_last_seen: user.traces.last_seen,
            metrics_last_seen: user.metrics.last_seen,
            missing: user.missing.map(({ what }) => what).join('; '),
            sources: user.sources.join('; '),
            versions: [...new Set(user.versions.map(({ version }) => version))].filter(Boolean).join(', '),
          }),
        ),
        versions: rows(
          versions,
          ({ version, os }) => `${version} ${os}`,
          (one) => ({ share: one.session_days / sessionDays(versions) }),
        ),
        unknown_records: rows(unknown_records, ({ signal, name }) => `${signal} ${name}`),
      },
    };
  },
};
