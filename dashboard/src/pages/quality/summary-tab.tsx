import type { Me, Quality, QualityDay } from '../../api/types';
import { ApprovalChart, ErrorChart, TimeChart, ToolSuccessChart } from './daily-charts';
import { Tiles } from './tiles';
import { ToldByTable } from './told-by-table';
import { WaitingSetting } from './waiting-setting';

interface SummaryTabProps {
  me: Me;
  quality: Quality;
  isByModel: boolean;
}

const latencyOf = ({ latency }: QualityDay) => latency;
const ttftOf = ({ ttft }: QualityDay) => ttft;

/** What matters of every part. */
export function SummaryTab({ me, quality, isByModel }: SummaryTabProps) {
  const { totals, previous, series } = quality;
  return (
    <>
      <Tiles
        totals={totals}
        before={previous ?? undefined}
        isByModel={isByModel}
        noWaiting={<WaitingSetting me={me} />}
      />
      <div className="grid gap-6 lg:grid-cols-2">
        {!isByModel && (
          <>
            <ApprovalChart days={series} />
            <ToolSuccessChart days={series} />
          </>
        )}
        <ErrorChart days={series} />
        <TimeChart id="latency" title="Request latency" days={series} timesOf={latencyOf} />
        {isByModel && <TimeChart id="ttft" title="Time to first token" days={series} timesOf={ttftOf} />}
      </div>
      <ToldByTable toldBy={quality.told_by} />
    </>
  );
}
