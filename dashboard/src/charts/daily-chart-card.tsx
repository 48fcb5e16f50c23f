import { Button } from '@cloudflare/kumo/components/button';
import { SkeletonLine } from '@cloudflare/kumo/components/loader';
import { ChartBarIcon, TableIcon } from '@phosphor-icons/react';
import { lazy, Suspense, useState } from 'react';
import type { DayFigures } from '../api/types';
import { Card } from '../components/card';
import { ChartBoundary } from './chart-boundary';
import type { DailySeries, DailyUnit } from './daily-series';
import { DailyTable } from './daily-table';

const DailyBars = lazy(() => import('./daily-bars'));

const HEIGHT = 260;

interface DailyChartCardProps {
  title: string;
  days: readonly DayFigures[];
  series: readonly DailySeries[];
  unit: DailyUnit;
}

/** Figures over the days as a chart or, one press away, as a table. */
export function DailyChartCard(props: DailyChartCardProps) {
  const [isTable, setIsTable] = useState(false);
  return (
    <Card
      title={props.title}
      note="UTC days"
      isFlush={isTable}
      action={
        <Button
          size="sm"
          icon={isTable ? <ChartBarIcon /> : <TableIcon />}
          aria-label={isTable ? `Show ${props.title} as a chart` : `Show ${props.title} as a table`}
          onClick={() => setIsTable(!isTable)}
        >
          {isTable ? 'Chart' : 'Table'}
        </Button>
      }
    >
      {isTable ? (
        <DailyTable {...props} />
      ) : (
        <ChartBoundary>
          <Suspense fallback={<ChartSkeleton />}>
            <DailyBars {...props} height={HEIGHT} />
          </Suspense>
        </ChartBoundary>
      )}
    </Card>
  );
}

export function ChartSkeleton() {
  return (
    <div role="status" aria-label="Loading the chart" style={{ height: HEIGHT }}>
      <SkeletonLine className="h-full w-full rounded-lg" />
    </div>
  );
}
