import { Button } from '@cloudflare/kumo/components/button';
import { useQuery } from '@tanstack/react-query';
import { activityQuery } from '../../api/figures';
import type { Activity } from '../../api/types';
import { Section } from '../../components/section';
import { PageSkeleton } from '../../components/skeletons';
import { lengthOf } from '../../days';
import { type SettledScope, withFilter } from '../../scope';
import { changeScope } from '../../url-state';
import { Figures } from '../figures';
import { FiguresPage } from '../figures-page';
import type { PageProps } from '../page-props';
import { DailyChart } from './daily-chart';
import { ACTIVE_TIME, ACTIVE_USERS, COMMITS, LINES, PROMPTS } from './daily-charts';
import { HoursChart } from './hours-chart';
import { OneDay } from './one-day';
import { personOf } from './person';
import { PersonDays } from './person-days';
import { Tiles } from './tiles';
import { WhatIsUsed } from './used/used';
import { UsersTable } from './users-table';

/** Who did what, when, and with what of Claude Code. */
export default function ActivityPage({ me }: PageProps) {
  return (
    <FiguresPage me={me} title="Activity">
      {(scope) => <ActivityFigures scope={scope} />}
    </FiguresPage>
  );
}

function ActivityFigures({ scope }: { scope: SettledScope }) {
  const query = useQuery(activityQuery(scope));
  return (
    <Figures
      query={query}
      what="activity"
      skeleton={<PageSkeleton what="activity" tiles={12} charts={2} />}
      isEmpty={isEmpty}
    >
      {(activity) => (
        <div className="flex flex-col gap-10">
          <Tiles activity={activity} person={personOf(activity, scope.filters)} />
          <People activity={activity} scope={scope} isCurrent={!query.isPlaceholderData} />
          {isToldOfAll(activity) && (
            <Section title="When">
              <HoursChart hours={activity.hours} />
            </Section>
          )}
          <WorkDone activity={activity} scope={scope} />
          <WhatIsUsed activity={activity} />
        </div>
      )}
    </Figures>
  );
}

interface PartProps {
  activity: Activity;
  scope: SettledScope;
}

function People({ activity, scope, isCurrent }: PartProps & { isCurrent: boolean }) {
  if (personOf(activity, scope.filters) !== undefined) {
    return (
      <Section title="People">
        <UsersTable activity={activity} />
        <PersonDays activity={activity} scope={scope} />
      </Section>
    );
  }
  return (
    <Section title="People">
      <DailyChart chart={ACTIVE_USERS} activity={activity} />
      <UsersTable activity={activity} />
      {lengthOf(activity) > 1 && <OneDay activity={activity} scope={scope} isCurrent={isCurrent} />}
    </Section>
  );
}

function WorkDone({ activity, scope: { filters } }: PartProps) {
  if (!isToldOfAll(activity)) {
    return (
      <Section title="Work done">
        <DailyChart chart={LINES} activity={activity} />
        <div className="flex flex-wrap items-center gap-3 text-sm text-kumo-subtle">
          <p>Clients do not tell sessions, prompts, commits, pull requests and active time by model.</p>
          <Button size="sm" onClick={() => changeScope({ filters: withFilter(filters, 'model', []) })}>
            Show all models
          </Button>
        </div>
      </Section>
    );
  }
  return (
    <Section title="Work done">
      <div className="grid gap-6 lg:grid-cols-2">
        <DailyChart chart={PROMPTS} activity={activity} />
        <DailyChart chart={LINES} activity={activity} />
        <DailyChart chart={COMMITS} activity={activity} />
        <DailyChart chart={ACTIVE_TIME} activity={activity} />
      </div>
    </Section>
  );
}

/** Whether also what is not told by model is told: not where only models are looked at. */
function isToldOfAll({ totals }: Activity): boolean {
  return totals.prompts !== null;
}

/** Nobody was active, and no session was started: those of the days before count into `wau` and `mau`. */
function isEmpty({ totals }: Activity): boolean {
  return totals.active_users === 0 && (totals.sessions ?? 0) === 0;
}
