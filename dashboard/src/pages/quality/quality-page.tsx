import { useQuery } from '@tanstack/react-query';
import { qualityQuery } from '../../api/figures';
import type { Me, Quality } from '../../api/types';
import { PageSkeleton } from '../../components/skeletons';
import { TabLinks } from '../../components/tab-links';
import type { SettledScope } from '../../scope';
import { useChoice } from '../../url-state';
import { Figures } from '../figures';
import { FiguresPage } from '../figures-page';
import type { PageProps } from '../page-props';
import { ApprovalsTab } from './approvals-tab';
import { Footnote } from './footnote';
import { NotByModel } from './not-by-model';
import { RequestsTab } from './requests-tab';
import { SummaryTab } from './summary-tab';
import { TAB_NAMES, TABS } from './tabs';
import { ToolsTab } from './tools-tab';
import { WaitingTab } from './waiting-tab';

/** Approvals, failures, lengths of time. */
export default function QualityPage({ me }: PageProps) {
  return (
    <FiguresPage me={me} title="Quality">
      {(scope) => <Parts me={me} scope={scope} />}
    </FiguresPage>
  );
}

interface PartsProps {
  me: Me;
  scope: SettledScope;
}

function Parts({ me, scope }: PartsProps) {
  const query = useQuery(qualityQuery(scope));
  const name = useChoice('tab', TAB_NAMES);
  const shown = TABS.find((tab) => tab.name === name) ?? TABS[0];
  return (
    <>
      <TabLinks label="Parts of this page" tabs={TABS} shown={shown} />
      <Figures
        query={query}
        what="decisions, tools and requests"
        skeleton={<PageSkeleton what="quality" tiles={shown.name === 'summary' ? 12 : 0} charts={2} />}
        isEmpty={isEmpty}
      >
        {(quality) => (
          <>
            <Part me={me} quality={quality} name={shown.name} isByModel={isByModel(scope)} />
            {shown.name !== 'approvals' && <Footnote relativeError={quality.relative_error} />}
          </>
        )}
      </Figures>
    </>
  );
}

interface PartProps {
  me: Me;
  quality: Quality;
  name: (typeof TAB_NAMES)[number];
  isByModel: boolean;
}

function Part({ me, quality, name, isByModel: isOfModels }: PartProps) {
  if (name === 'summary') {
    return <SummaryTab me={me} quality={quality} isByModel={isOfModels} />;
  }
  if (name === 'requests') {
    return <RequestsTab quality={quality} />;
  }
  if (isOfModels) {
    return <NotByModel />;
  }
  switch (name) {
    case 'approvals':
      return <ApprovalsTab approvals={quality.approvals} days={quality.series} />;
    case 'tools':
      return <ToolsTab quality={quality} />;
    case 'waiting':
      return <WaitingTab me={me} waiting={quality.waiting} days={quality.series} />;
  }
}

/** Are only models looked at? Then what is not told by model is left out (docs/API.md, "Quality"). */
function isByModel({ filters: { model } }: SettledScope): boolean {
  return model !== undefined && !model.includes('');
}

function isEmpty({ totals, approvals }: Quality): boolean {
  const decisions = [approvals.people, approvals.hooks, approvals.automatic, approvals.other];
  return (
    totals.requests + totals.errors + totals.tool_runs + totals.turns + totals.waiting.count === 0 &&
    decisions.every(({ accepted, rejected }) => accepted + rejected === 0)
  );
}
