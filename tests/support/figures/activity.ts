import type { ActiveDay, Activity, Named, ReportedCost } from '../../../dashboard/src/api/types.ts';
import { type Cells, only, type PageFigures, type Rows, rows, TIME_ZONE, table } from './shared.ts';

/** Of users and of days alike. */
const DONE = [
  'sessions',
  'prompts',
  'requests',
  'tokens',
  'cost_usd',
  'lines_added',
  'lines_removed',
  'commits',
  'pull_requests',
  'active_user_seconds',
  'active_cli_seconds',
] as const;

const PEOPLE = ['active_users', 'average_dau', 'wau', 'mau', 'stickiness'] as const;

const WORK = [
  'sessions',
  'prompts',
  'lines_added',
  'commits',
  'pull_requests',
  'active_user_seconds',
  'active_cli_seconds',
] as const;

/** The charts over the days, with what each has of the range before. */
const CHARTS = {
  active_users: ['dau', 'wau', 'mau'],
  prompts: ['prompts', 'sessions'],
  lines: ['lines_added', 'lines_removed'],
  commits: ['commits', 'pull_requests'],
  active_time: ['active_cli_seconds', 'active_user_seconds'],
} as const;

const BEFORE: Record<keyof typeof CHARTS, [column: string, of: (day: ActiveDay) => number]> = {
  active_users: ['previous_dau', ({ dau }) => dau],
  prompts: ['previous_prompts', ({ prompts }) => Number(prompts)],
  lines: ['previous_lines', (day) => day.lines_added + day.lines_removed],
  commits: [
    'previous_commits_and_pull_requests',
    ({ commits, pull_requests }) => Number(commits) + Number(pull_requests),
  ],
  active_time: [
    'previous_active_seconds',
    (day) => Number(day.active_user_seconds) + Number(day.active_cli_seconds),
  ],
};

function chart(id: keyof typeof CHARTS, { series, previous }: Activity): Rows {
  const [column, of] = BEFORE[id];
  return table(
    series,
    ({ day }) => day,
    (day, at) => {
      const before = previous?.series[at];
      return { ...only(day, ['day', ...CHARTS[id]]), ...(before && { [column]: of(before) }) };
    },
  );
}

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** Prompts by the browser's clock: each hour of the week is so many after UTC's. */
function hours(utc: Activity['hours']): Rows {
  const week = utc.flat();
  return table(
    WEEKDAYS,
    (name) => String(WEEKDAYS.indexOf(name)),
    (weekday, at) => ({
      weekday,
      time_zone: `UTC+${TIME_ZONE.hoursAhead}`,
      ...Object.fromEntries(
        Array.from({ length: 24 }, (_, hour) => [
          String(hour).padStart(2, '0'),
          week.at((at * 24 + hour - TIME_ZONE.hoursAhead) % week.length),
        ]),
      ),
    }),
  );
}

/** What was used, and what clients said it cost where they told that of anything; some is told by one of the two. */
function costed<Use extends { name: string }>(
  uses: readonly Use[],
  costs: readonly ReportedCost[],
  cellsOf: (use: Use | undefined) => Cells,
): Rows {
  return table(
    [...new Set([...uses, ...costs].map(({ name }) => name))],
    (name) => name,
    (name) => {
      const cost = costs.find((one) => one.name === name);
      return {
        name,
        ...cellsOf(uses.find((one) => one.name === name)),
        ...(costs.length > 0 && { requests: cost?.requests, reported_cost_usd: cost?.reported_cost_usd }),
      };
    },
  );
}

const tallied = (list: readonly Named[] = []) =>
  list.map(({ name, count }) => `${name || 'Not told'} ${count.toLocaleString('en-US')}`).join(', ');

const used = (activity: Activity): Record<string, Rows> => ({
  skills: costed(activity.skills, activity.costs.skills, (use) => ({
    activations: use?.activations,
    triggers: tallied(use?.triggers),
  })),
  plugins: costed(activity.plugins, activity.costs.plugins, (use) => ({
    loaded: use?.loaded,
    installed: use?.installed,
  })),
  mcp_servers: costed(activity.mcp_servers, activity.costs.mcp_servers, (use) => ({
    connected: use?.connected,
    failed: use?.failed,
    disconnected: use?.disconnected,
  })),
  subagents: costed(activity.subagents, activity.costs.agents, (use) => ({
    completed: use?.completed,
    mean_ms: use?.mean_ms,
  })),
  hooks: rows(activity.hooks, ({ event }) => event),
  slash_commands: rows(activity.slash_commands, ({ name }) => name),
  compactions: rows(activity.compactions, ({ trigger }) => trigger),
  permission_modes: rows(activity.permission_modes, ({ from, to }) => `${from} ${to}`),
  mentions: rows(activity.mentions, ({ kind }) => kind),
  versions: rows(
    activity.versions,
    ({ version }) => version,
    ({ systems }) => ({ systems: tallied(systems) }),
  ),
  records: rows(activity.records, ({ signal, name }) => `${signal} ${name}`),
});

/** Who did what on one day: the one that the address names, else the last on which anybody was active. */
const dayOf = ({ series, to }: Activity, address: URLSearchParams) =>
  address.get('on') ?? series.findLast(({ dau }) => dau > 0)?.day ?? to;

export const activity: PageFigures = {
  views: ['', `on=${new Date(Date.now() - 4 * 86_400_000).toISOString().slice(0, 10)}`, ''],
  asks: { activity: {} },
  expects: async ({ activity }, address, ask) => {
    const { totals, previous, series, users } = activity;
    const [person] = address.getAll('user').length === 1 && users.length === 1 ? users : [];
    const isToldWhole = totals.prompts !== null;
    const day = dayOf(activity, address);
    const oneDay = await ask('activity', { from: day, to: day, compare: null });
    return {
      isWhole: true,
      tiles: {
        ...(person ? only(person, ['active_days']) : only(totals, PEOPLE)),
        ...only(totals, WORK),
      },
      before: previous && only(previous.totals, person ? WORK : [...PEOPLE, ...WORK]),
      others: person ? {} : { 'last-dau': series.at(-1)?.dau },
      tables: {
        users: table(
          users,
          ({ user }) => user,
          (one) => only(one, ['user', 'active_days', 'last_day', ...DONE]),
        ),
        ...(person
          ? {
              days: table(
                series,
                ({ day }) => day,
                (one) => only(one, ['day', ...DONE]),
              ),
            }
          : {
              active_users: chart('active_users', activity),
              day: table(
                oneDay.users,
                ({ user }) => user,
                (one) => only(one, ['user', ...DONE]),
              ),
            }),
        lines: chart('lines', activity),
        // None of this is told by model.
        ...(isToldWhole && {
          hours: hours(activity.hours),
          prompts: chart('prompts', activity),
          commits: chart('commits', activity),
          active_time: chart('active_time', activity),
        }),
        ...used(activity),
      },
    };
  },
};
