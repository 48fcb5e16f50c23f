/** How a chart's figures are written. */

import * as format from '../format';

export interface Unit {
  /** Beside the axis, where every figure is a round one. */
  readonly axis: (value: number) => string;
  readonly rounded: (value: number) => string;
  readonly exact: (value: number) => string;
  /** There is nothing between two whole figures, so an axis has no lines there. */
  readonly isWhole?: boolean;
}

export const DOLLARS: Unit = { axis: format.roundUsd, rounded: format.usd, exact: format.exactUsd };
export const COUNT: Unit = {
  axis: format.count,
  rounded: format.count,
  exact: format.exactCount,
  isWhole: true,
};
/** Parts of 1. */
export const RATE: Unit = { axis: format.percent, rounded: format.percent, exact: format.exactPercent };
export const SECONDS: Unit = {
  axis: format.duration,
  rounded: format.duration,
  exact: format.exactDuration,
};
export const MILLISECONDS: Unit = {
  axis: format.milliseconds,
  rounded: format.milliseconds,
  exact: format.exactMilliseconds,
};
