/** How many of something in each cell of a grid: the more, the further along one ramp of blue. */

import type { Drawing } from './drawing';
import { inks, rampOf } from './palette';
import { tooltip } from './tooltip';
import type { Unit } from './unit';

export interface HeatmapFigures {
  readonly title: string;
  /** What is counted, as the tooltip calls it. */
  readonly what: string;
  /** From the top. */
  readonly rows: readonly string[];
  /** From the left. */
  readonly columns: readonly string[];
  /** What the columns are. */
  readonly columnsAre: string;
  /** Of each row, each column; none is below 0. */
  readonly values: readonly (readonly number[])[];
  /** What a cell is called in full. */
  readonly nameOf: (row: number, column: number) => string;
  readonly unit: Unit;
}

export interface Cell {
  readonly row: number;
  readonly column: number;
  readonly value: number;
}

export function heatmapDrawing(figures: HeatmapFigures): Drawing {
  const { rows, columns, columnsAre, values, unit } = figures;
  const most = highest(values)?.value ?? 0;
  return {
    legend: [],
    options: (theme) => {
      const { text, strong, background } = inks(theme);
      const { none, some } = rampOf(theme);
      // What is 0 has a colour of its own, apart from the ramp, so that once differs from never.
      const cells = values.flatMap((row, at) =>
        row.map((value, column) =>
          value > 0
            ? { value: [column, at, value] }
            : { value: [column, at, value], visualMap: false, itemStyle: { color: none } },
        ),
      );
      const axis = {
        type: 'category' as const,
        axisTick: { show: false },
        axisLine: { show: false },
        axisLabel: { color: text, hideOverlap: true },
      };
      return {
        animationDuration: 300,
        aria: { enabled: true, label: { description: describe(figures) } },
        grid: { left: 4, right: 8, top: 40, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'all' },
        tooltip: {
          trigger: 'item',
          confine: true,
          backgroundColor: 'transparent',
          borderWidth: 0,
          padding: 0,
          extraCssText: 'box-shadow: none',
          dangerousHtmlFormatter: (hit) => tooltipOf(figures, Array.isArray(hit) ? hit[0] : hit),
        },
        xAxis: {
          ...axis,
          data: [...columns],
          name: columnsAre,
          nameLocation: 'middle',
          nameGap: 26,
          nameTextStyle: { color: text },
        },
        yAxis: { ...axis, data: [...rows], inverse: true },
        visualMap: {
          type: 'continuous',
          min: 1,
          max: Math.max(most, 2),
          inRange: { color: [...some] },
          orient: 'horizontal',
          top: 8,
          right: 8,
          itemWidth: 12,
          itemHeight: 96,
          padding: 0,
          text: [unit.rounded(Math.max(most, 2)), unit.rounded(1)],
          textStyle: { color: text },
          hoverLink: false,
        },
        series: [
          {
            type: 'heatmap',
            name: figures.what,
            data: cells,
            itemStyle: { borderColor: background, borderWidth: 2, borderRadius: 4 },
            emphasis: { itemStyle: { borderColor: strong } },
          },
        ],
      };
    },
  };
}

/** The cell with the most, the first of several; `undefined`: there is nothing in any. */
export function highest(values: HeatmapFigures['values']): Cell | undefined {
  let most: Cell | undefined;
  values.forEach((cells, row) => {
    cells.forEach((value, column) => {
      if (value > (most?.value ?? 0)) {
        most = { row, column, value };
      }
    });
  });
  return most;
}

function tooltipOf(
  { what, values, nameOf, unit }: HeatmapFigures,
  hit: { value?: unknown; color?: unknown } | undefined,
): HTMLElement | string {
  const [column, row] = Array.isArray(hit?.value) ? hit.value.map(Number) : [];
  const value = values[row ?? -1]?.[column ?? -1];
  if (row === undefined || column === undefined || value === undefined) {
    return '';
  }
  const color = typeof hit?.color === 'string' ? hit.color : undefined;
  return tooltip(nameOf(row, column), [{ name: what, text: unit.exact(value), color }]);
}

/** What a screen reader says of the chart. Its table tells every cell. */
function describe({ title, values, nameOf, unit }: HeatmapFigures): string {
  const most = highest(values);
  return most === undefined
    ? title
    : `${title}, heat map. Most: ${unit.rounded(most.value)}, ${nameOf(most.row, most.column)}. ` +
        'The table has every cell.';
}
