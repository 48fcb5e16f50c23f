/** Charts as pictures, for a slide or a message: with their title and legend, on an opaque background. */

import type { Theme } from '../theme';
import type { Drawing } from './drawing';
import { echarts } from './echarts-parts';
import { inks } from './palette';

const WIDTH = 1200;
const HEIGHT = 600;
/** Sharp also on a large screen. */
const PIXELS_PER_POINT = 2;
/** What title and legend take, in points. */
const HEAD = 84;

/** Draws a chart as a PNG. */
export async function pictureOf(title: string, note: string, drawing: Drawing, theme: Theme): Promise<Blob> {
  const holder = document.createElement('div');
  const chart = echarts.init(holder, theme === 'dark' ? 'dark' : undefined, {
    width: WIDTH,
    height: HEIGHT,
    devicePixelRatio: PIXELS_PER_POINT,
  });
  try {
    const { text, strong, background } = inks(theme);
    const { tooltip: _, ...options } = drawing.options(theme);
    chart.setOption({
      ...options,
      animation: false,
      backgroundColor: background,
      title: {
        text: title,
        subtext: note,
        left: 24,
        top: 16,
        textStyle: { color: strong, fontSize: 20 },
        subtextStyle: { color: text, fontSize: 13 },
      },
      legend: {
        data: drawing.legend.map(({ name }) => name),
        top: 20,
        right: 24,
        textStyle: { color: text },
        icon: 'circle',
      },
      grid: { ...options.grid, left: 24, right: 32, top: HEAD, bottom: 24 },
    });
    return await blobOf(chart.getDataURL({ type: 'png', pixelRatio: PIXELS_PER_POINT }));
  } finally {
    chart.dispose();
  }
}

/** What a data URL holds; asking `fetch` for it is what the content security policy forbids. */
async function blobOf(dataUrl: string): Promise<Blob> {
  const [, base64 = ''] = dataUrl.split(',');
  return new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], { type: 'image/png' });
}
