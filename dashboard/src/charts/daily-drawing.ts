/** Figures over the UTC days, as stacked bars or as lines. */

import type { Day } from '../days';
import { day, dayWithYear } from '../format';
import type { Drawing } from './drawing';
import { colorAt, inks, REST } from './palette';
import { tooltip } from './tooltip';
import type { Unit } from './unit';

/** One figure over the days. */
export interface DailySeries {
  /** The column of the table; the API's own name where there is one. */
  readonly id: string;
  readonly name: string;
  /** As many as there are days; `null`: there is no such figure on that day. */
  readonly values: readonly (number | null)[];
  /** `untold`: in the tooltip and the table, and not drawn. Unless given, as the chart's kind says. */
  readonly style?: 'line' | 'dashed' | 'untold';
  /** What is left over from the others, or only serves to compare: grey. */
  readonly isRest?: boolean;
}

export interface DailyFigures {
  readonly title: string;
  readonly kind: 'bars' | 'lines';
  readonly days: readonly Day[];
  readonly series: readonly DailySeries[];
  readonly unit: Unit;
  /** Where the axis begins and ends, unless at 0 and above the highest figure. For lines: bars begin at 0. */
  readonly axis?: { readonly min: number; readonly max: number };
}

/** How one series is drawn. */
interface Stroke {
  readonly series: DailySeries;
  readonly color: string;
  readonly isBar: boolean;
}

export function dailyDrawing(figures: DailyFigures): Drawing {
  const strokes = strokesOf(figures);
  const lines = linesOf(figures, strokes);
  return {
    legend: strokes.map(({ series, color }) => ({
      name: series.name,
      color,
      isDashed: series.style === 'dashed',
    })),
    options: (theme) => {
      const { text, line } = inks(theme);
      return {
        animationDuration: 300,
        aria: { enabled: true, label: { description: describe(figures, strokes) } },
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
          axisPointer: { type: figures.kind === 'bars' ? 'shadow' : 'line' },
          confine: true,
          backgroundColor: 'transparent',
          borderWidth: 0,
          padding: 0,
          extraCssText: 'box-shadow: none',
          dangerousHtmlFormatter: (hit) =>
            tooltipAt(figures, strokes, Array.isArray(hit) ? hit[0]?.dataIndex : hit.dataIndex),
        },
        xAxis: {
          type: 'category',
          data: figures.days.map(day),
          boundaryGap: figures.kind === 'bars',
          axisTick: { show: false },
          axisLine: { lineStyle: { color: line } },
          axisLabel: { color: text, hideOverlap: true, margin: 12 },
        },
        yAxis: {
          type: 'value',
          ...lines,
          min: figures.axis?.min ?? 0,
          ...(figures.axis && { max: figures.axis.max }),
          splitNumber: 4,
          minInterval: figures.unit.isWhole === true ? 1 : 0,
          axisLabel: { color: text, formatter: (value: number) => figures.unit.axis(value) },
          splitLine: { lineStyle: { color: line, type: 'dashed' } },
        },
        series: strokes.map((stroke) => (stroke.isBar ? bars(stroke) : curve(stroke))),
      };
    },
  };
}

function strokesOf({ kind, series }: DailyFigures): readonly Stroke[] {
  let place = 0;
  return series
    .filter(({ style }) => style !== 'untold')
    .map((one) => ({
      series: one,
      color: one.isRest === true ? REST : colorAt(place++),
      isBar: kind === 'bars' && one.style === undefined,
    }));
}

function bars({ series, color }: Stroke) {
  return {
    type: 'bar' as const,
    name: series.name,
    stack: 'day',
    data: [...series.values],
    barMaxWidth: 40,
    barCategoryGap: '25%',
    color,
    emphasis: { focus: 'none' as const },
  };
}

/** A day without a figure is a gap; one between two gaps would be no line, so it has a dot. */
function curve({ series, color }: Stroke) {
  const isLonely = (index: number) => series.values[index - 1] == null && series.values[index + 1] == null;
  return {
    type: 'line' as const,
    name: series.name,
    data: series.values.map((value, index) => ({
      value,
      symbol: value !== null && isLonely(index) ? 'circle' : 'none',
      symbolSize: 5,
    })),
    color,
    lineStyle: { width: 2, type: series.style === 'dashed' ? ('dashed' as const) : ('solid' as const) },
    emphasis: { focus: 'none' as const },
  };
}

function tooltipAt(
  { days, series, unit }: DailyFigures,
  strokes: readonly Stroke[],
  index: number | undefined,
): HTMLElement | string {
  const at = index === undefined ? undefined : days[index];
  if (index === undefined || at === undefined) {
    return '';
  }
  const colorOf = (one: DailySeries) => strokes.find((stroke) => stroke.series === one)?.color;
  return tooltip(
    `${dayWithYear(at)} (UTC)`,
    series.flatMap((one) => {
      const value = one.values[index];
      return value == null ? [] : [{ name: one.name, text: unit.exact(value), color: colorOf(one) }];
    }),
  );
}

/** Where the lines of the axis are, of a unit that says what is round; the topmost is one of them. */
function linesOf(figures: DailyFigures, strokes: readonly Stroke[]) {
  const { step } = figures.unit;
  const curves = strokes.filter(({ isBar }) => !isBar).flatMap(({ series }) => series.values);
  const highest = Math.max(0, ...heightsOf(figures, strokes), ...curves.map((value) => value ?? 0));
  if (step === undefined || highest === 0) {
    return {};
  }
  const interval = step(highest);
  return { interval, max: Math.ceil(highest / interval) * interval };
}

/** How high each day is drawn: what is stacked, together; of lines, the highest. */
function heightsOf({ kind, days }: DailyFigures, strokes: readonly Stroke[]): readonly number[] {
  return days.map((_, index) => {
    const heightOf = ({ series }: Stroke) => series.values[index] ?? 0;
    const stacked = strokes.filter(({ isBar }) => isBar).reduce((sum, stroke) => sum + heightOf(stroke), 0);
    return Math.max(stacked, ...(kind === 'bars' ? [] : strokes.map(heightOf)));
  });
}

/** What a screen reader says of the chart. Its table tells every day. */
function describe(figures: DailyFigures, strokes: readonly Stroke[]): string {
  const { title, kind, days, unit } = figures;
  const isStacked = kind === 'bars';
  const heights = heightsOf(figures, strokes);
  const highest = heights.indexOf(Math.max(...heights));
  const [first, last, peak] = [days.at(0), days.at(-1), days[highest]];
  if (first === undefined || last === undefined || peak === undefined) {
    return title;
  }
  return (
    `${title}, ${isStacked ? 'bar' : 'line'} chart from ${dayWithYear(first)} to ${dayWithYear(last)}. ` +
    `Highest: ${unit.rounded(heights[highest] ?? 0)} on ${dayWithYear(peak)}. ` +
    'The table has every day.'
  );
}
