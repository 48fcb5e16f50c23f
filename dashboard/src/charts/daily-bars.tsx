import { Chart, ChartPalette, type KumoChartOption } from '@cloudflare/kumo/components/chart';
import { useMemo } from 'react';
import type { DayFigures } from '../api/types';
import { day, dayWithYear } from '../format';
import { type Theme, useTheme } from '../theme';
import type { DailySeries, DailyUnit } from './daily-series';
import { dailyTooltip } from './daily-tooltip';
import { echarts } from './echarts-parts';

/** Those of Kumo's colours that stand out from both backgrounds by 3 to 1, in the order of use. */
const PALETTE_ORDER = [0, 3, 5, 2];

/** Each chart is told whole: what is left out of the new options must not linger from the old ones. */
const REPLACE = { notMerge: true };

interface DailyBarsProps {
  title: string;
  days: readonly DayFigures[];
  series: readonly DailySeries[];
  unit: DailyUnit;
  height: number;
}

/** Stacked bars, one for each UTC day. The default export, for `lazy`. */
export default function DailyBars({ title, days, series, unit, height }: DailyBarsProps) {
  const theme = useTheme();
  const options = useMemo(
    () => chartOptions(title, days, series, unit, theme),
    [title, days, series, unit, theme],
  );
  const drawn = series.filter(({ isDrawn }) => isDrawn);
  return (
    <figure className="m-0">
      <figcaption className="mb-1 flex flex-wrap gap-x-4 gap-y-1 text-sm text-kumo-subtle">
        {drawn.map((one) => (
          <span key={one.name} className="flex items-center gap-1.5">
            <span
              className="size-2.5 rounded-full"
              style={{ backgroundColor: colorOf(one, series, theme) }}
              aria-hidden="true"
            />
            {one.name}
          </span>
        ))}
      </figcaption>
      <Chart
        echarts={echarts}
        options={options}
        optionUpdateBehavior={REPLACE}
        isDarkMode={theme === 'dark'}
        height={height}
        className="rounded outline-none focus-visible:ring-2 focus-visible:ring-kumo-brand"
      />
    </figure>
  );
}

function colorOf(one: DailySeries, series: readonly DailySeries[], theme: Theme): string | undefined {
  const place = series.filter(({ isDrawn }) => isDrawn).indexOf(one);
  return place < 0
    ? undefined
    : ChartPalette.categorical(PALETTE_ORDER[place % PALETTE_ORDER.length] ?? 0, theme === 'dark');
}

function chartOptions(
  title: string,
  days: readonly DayFigures[],
  series: readonly DailySeries[],
  unit: DailyUnit,
  theme: Theme,
): KumoChartOption {
  const textColor = theme === 'dark' ? '#a3a3a3' : '#616161';
  const lineColor = theme === 'dark' ? 'rgba(255, 255, 255, 0.12)' : 'rgba(0, 0, 0, 0.1)';
  const drawn = series.filter(({ isDrawn }) => isDrawn);
  return {
    animation: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
    animationDuration: 300,
    aria: { enabled: true, label: { description: describe(title, days, drawn, unit) } },
    grid: {
      left: 4,
      right: 16,
      top: 12,
      bottom: 4,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    tooltip: {
      trigger: 'axis',
      axisPointer: { type: 'shadow' },
      confine: true,
      backgroundColor: 'transparent',
      borderWidth: 0,
      padding: 0,
      extraCssText: 'box-shadow: none',
      dangerousHtmlFormatter: (hit) => {
        const index = Array.isArray(hit) ? hit[0]?.dataIndex : hit.dataIndex;
        const figures = index === undefined ? undefined : days[index];
        return figures === undefined
          ? ''
          : dailyTooltip(figures, series, unit, (one) => colorOf(one, series, theme));
      },
    },
    xAxis: {
      type: 'category',
      data: days.map((figures) => day(figures.day)),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: lineColor } },
      axisLabel: { color: textColor, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      splitNumber: 4,
      axisLabel: { color: textColor, formatter: (value: number) => unit.axis(value) },
      splitLine: { lineStyle: { color: lineColor, type: 'dashed' } },
    },
    series: drawn.map((one) => ({
      type: 'bar',
      name: one.name,
      stack: 'day',
      data: days.map(one.value),
      barMaxWidth: 40,
      barCategoryGap: '25%',
      color: colorOf(one, series, theme) ?? textColor,
      emphasis: { focus: 'none' },
    })),
  };
}

/** What a screen reader says of the chart. Its table tells every day. */
function describe(
  title: string,
  days: readonly DayFigures[],
  drawn: readonly DailySeries[],
  unit: DailyUnit,
): string {
  const sums = days.map((figures) => drawn.reduce((sum, one) => sum + one.value(figures), 0));
  const highest = sums.indexOf(Math.max(...sums));
  const [first, last, peak] = [days.at(0), days.at(-1), days[highest]];
  if (first === undefined || last === undefined || peak === undefined) {
    return title;
  }
  return (
    `${title}, bar chart from ${dayWithYear(first.day)} to ${dayWithYear(last.day)}. ` +
    `Highest: ${unit.rounded(sums[highest] ?? 0)} on ${dayWithYear(peak.day)}. ` +
    'The table has every day.'
  );
}
