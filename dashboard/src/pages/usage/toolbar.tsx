import { LinkButton } from '@cloudflare/kumo/components/button';
import { DownloadSimpleIcon } from '@phosphor-icons/react';
import { addressOf } from '../../api/client';
import { usageTablePath } from '../../api/figures';
import type { GroupBy, Usage } from '../../api/types';
import { Segments } from '../../components/segments';
import { filterLabel } from '../../names';
import type { SettledScope } from '../../scope';
import { changeView } from '../../url-state';
import { GroupChoice } from '../group-choice';
import type { Grouping } from '../grouping';
import { METRIC_KINDS, METRICS, type Metric } from './metrics';

const OFFERED = [
  'model',
  'user',
  'team',
  'department',
  'cost_center',
  'repository',
  'environment',
  'source',
] as const;

const METRIC_OPTIONS = METRICS.map((value) => ({ value, label: METRIC_KINDS[value].label }));

/** More lines the API does not write into one file (docs/API.md, "Export"). */
const MAX_LINES = 50_000;

interface ToolbarProps {
  /** What is asked for; the answer may still be of something else. */
  by: Grouping;
  metric: Metric;
  usage: Usage;
  scope: SettledScope;
}

/** What the chart and the table below tell, and the whole of it as a file. */
export function Toolbar({ by, metric, usage, scope }: ToolbarProps) {
  return (
    <div className="-mb-2 flex flex-wrap items-center gap-2">
      <GroupChoice by={by} offered={OFFERED} table="groups" />
      <Segments
        label="What the chart tells"
        options={METRIC_OPTIONS}
        value={metric}
        onChange={(of) => changeView({ of: of === METRICS[0] ? undefined : of })}
        testId="of"
      />
      <WholeTable by={by} usage={usage} scope={scope} />
    </div>
  );
}

/** Every group on every day where that fits one file, else every group. */
function WholeTable({ by, usage, scope }: Omit<ToolbarProps, 'metric'>) {
  const isShort = usage.groups.length * usage.series.length <= MAX_LINES;
  const columns: readonly GroupBy[] = isShort ? ['day', by] : [by];
  const name = filterLabel(by).toLowerCase();
  return (
    <LinkButton
      variant="secondary"
      href={addressOf(usageTablePath(scope, columns))}
      download
      icon={<DownloadSimpleIcon />}
      title="All figures of these days under these filters, in full"
      className="sm:ml-auto"
      data-testid="export"
    >
      {isShort ? `Every day by ${name} (CSV)` : `Everything by ${name} (CSV)`}
    </LinkButton>
  );
}
