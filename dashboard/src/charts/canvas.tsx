import { Chart } from '@cloudflare/kumo/components/chart';
import { useMemo } from 'react';
import { useTheme } from '../theme';
import type { Drawing } from './drawing';
import { echarts } from './echarts-parts';

/** Each chart is told whole: what is left out of the new options must not linger from the old ones. */
const REPLACE = { notMerge: true };

const reducedMotion = window.matchMedia('(prefers-reduced-motion: reduce)');

interface CanvasProps {
  drawing: Drawing;
  height: number;
}

/** A drawing on the page. The default export, for `lazy`. */
export default function Canvas({ drawing, height }: CanvasProps) {
  const theme = useTheme();
  const options = useMemo(
    () => ({ ...drawing.options(theme), animation: !reducedMotion.matches }),
    [drawing, theme],
  );
  return (
    <Chart
      echarts={echarts}
      options={options}
      optionUpdateBehavior={REPLACE}
      isDarkMode={theme === 'dark'}
      height={height}
      className="rounded outline-none focus-visible:ring-2 focus-visible:ring-kumo-brand"
    />
  );
}
