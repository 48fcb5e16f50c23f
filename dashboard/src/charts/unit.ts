/** How a chart's figures are written. */

import * as format from '../format';

export interface Unit {
  /** Beside the axis, where every figure is a round one. */
  readonly axis: (value: number) => string;
  readonly rounded: (value: number) => string;
  readonly exact: (value: number) => string;
  /** There is nothing between two whole figures, so an axis has no lines there. */
  readonly isWhole?: boolean;
  /** How far the lines of an axis stand apart that reaches up to the highest figure; as is round unless given. */
  readonly step?: (highest: number) => number;
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
  step: secondsStep,
};
export const MILLISECONDS: Unit = {
  axis: format.milliseconds,
  rounded: format.milliseconds,
  exact: format.exactMilliseconds,
};

/** Round on a clock, in seconds: from a second to a day. */
const CLOCK_STEPS = [1, 5, 15, 30, 60, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400];

/** At most five lines; of many days, as few whole ones apart as that takes. */
function secondsStep(highest: number): number {
  const least = highest / 5;
  const day = 86_400;
  return CLOCK_STEPS.find((step) => step >= least) ?? Math.ceil(least / day) * day;
}
