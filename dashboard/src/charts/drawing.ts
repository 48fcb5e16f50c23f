/**
 * What a chart is made of, before the library that draws it is loaded: pages hold these, and ECharts comes in a
 * chunk of its own (canvas.tsx).
 */

import type { KumoChartOption } from '@cloudflare/kumo/components/chart';
import type { Theme } from '../theme';

/** One colour, and what it stands for. */
export interface LegendEntry {
  readonly name: string;
  readonly color: string;
  /** A broken line. */
  readonly isDashed?: boolean;
}

/** Makes a chart: a pure function, for it is drawn on the page and into pictures. */
export interface Drawing {
  readonly legend: readonly LegendEntry[];
  readonly options: (theme: Theme) => KumoChartOption;
}
