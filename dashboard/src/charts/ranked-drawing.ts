/** Kinds of something as bars beside each other, the most on top. */

import type { Drawing } from './drawing';
import { colorAt, inks } from './palette';
import { tooltip } from './tooltip';
import type { Unit } from './unit';

export interface RankedBar {
  readonly name: string;
  readonly value: number;
}

export interface RankedFigures {
  readonly title: string;
  /** In the order in which they are shown, from the top. */
  readonly bars: readonly RankedBar[];
  readonly unit: Unit;
}

/** In pixels: what is longer is cut, and whole in the tooltip and the table. */
const NAME_WIDTH = 150;

export function rankedDrawing({ title, bars, unit }: RankedFigures): Drawing {
  return {
    legend: [],
    options: (theme) => {
      const { text, line } = inks(theme);
      return {
        animationDuration: 300,
        aria: { enabled: true, label: { description: describe(title, bars, unit) } },
        grid: {
          left: 4,
          right: 48,
          top: 4,
          bottom: 4,
          outerBoundsMode: 'same',
          outerBoundsContain: 'axisLabel',
        },
        tooltip: {
          trigger: 'item',
          confine: true,
          backgroundColor: 'transparent',
          borderWidth: 0,
          padding: 0,
          extraCssText: 'box-shadow: none',
          dangerousHtmlFormatter: (hit) => {
            const bar = bars[(Array.isArray(hit) ? hit[0] : hit)?.dataIndex ?? -1];
            return bar === undefined ? '' : tooltip(title, [{ name: bar.name, text: unit.exact(bar.value) }]);
          },
        },
        xAxis: {
          type: 'value',
          min: 0,
          minInterval: 1,
          splitNumber: 4,
          axisLabel: { color: text, formatter: (value: number) => unit.axis(value) },
          splitLine: { lineStyle: { color: line, type: 'dashed' } },
        },
        yAxis: {
          type: 'category',
          inverse: true,
          data: bars.map(({ name }) => name),
          axisTick: { show: false },
          axisLine: { lineStyle: { color: line } },
          axisLabel: { color: text, width: NAME_WIDTH, overflow: 'truncate' },
        },
        series: [
          {
            type: 'bar',
            name: title,
            data: bars.map(({ value }) => value),
            barMaxWidth: 22,
            color: colorAt(0),
            label: {
              show: true,
              position: 'right',
              color: text,
              formatter: ({ dataIndex }) => unit.rounded(bars[dataIndex]?.value ?? 0),
            },
            emphasis: { focus: 'none' },
          },
        ],
      };
    },
  };
}

/** What a screen reader says of the chart. Its table tells every bar. */
function describe(title: string, bars: readonly RankedBar[], unit: Unit): string {
  const [first] = bars;
  return first === undefined
    ? title
    : `${title}, bar chart of ${bars.length}. The most: ${first.name}, ${unit.rounded(first.value)}. The table has all.`;
}
