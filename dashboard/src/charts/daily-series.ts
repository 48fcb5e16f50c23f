import type { DayFigures } from '../api/types';

/** One figure over the days: a colour of the chart's bars and a column of its table. */
export interface DailySeries {
  readonly name: string;
  readonly value: (figures: DayFigures) => number;
  /** Bars are stacked. `false`: told in the tooltip and the table, and not drawn. */
  readonly isDrawn: boolean;
}

/** How a chart's figures are written. */
export interface DailyUnit {
  /** Beside the axis, where every figure is a round one. */
  readonly axis: (value: number) => string;
  readonly rounded: (value: number) => string;
  readonly exact: (value: number) => string;
}
