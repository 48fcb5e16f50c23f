import type { DayFigures } from '../api/types';
import { dayWithYear } from '../format';
import type { DailySeries, DailyUnit } from './daily-series';

/**
 * What one day's bar says, as an element: its texts are text nodes, so no name can smuggle in markup, and
 * its colours are set through the DOM, which the content security policy lets pass.
 */
export function dailyTooltip(
  figures: DayFigures,
  series: readonly DailySeries[],
  unit: DailyUnit,
  colorOf: (series: DailySeries) => string | undefined,
): HTMLElement {
  const box = element('div', 'min-w-44 rounded-lg bg-kumo-base p-2.5 text-xs shadow-md ring ring-kumo-line');
  box.append(element('div', 'mb-1.5 font-semibold text-kumo-strong', `${dayWithYear(figures.day)} (UTC)`));
  for (const one of series) {
    const row = element('div', 'flex items-center justify-between gap-4 py-0.5 text-kumo-default');
    const name = element('span', 'flex items-center gap-2');
    const dot = element('span', 'size-2.5 rounded-full');
    dot.style.backgroundColor = colorOf(one) ?? 'transparent';
    name.append(dot, element('span', '', one.name));
    row.append(name, element('span', 'font-semibold tabular-nums', unit.exact(one.value(figures))));
    box.append(row);
  }
  return box;
}

function element(tag: string, className: string, text = ''): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}
