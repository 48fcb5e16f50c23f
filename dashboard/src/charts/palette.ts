/** Colours of charts. Each stands out by 3 to 1 from a white and from a black background (WCAG 2.2, 1.4.11). */

import type { Theme } from '../theme';

const CATEGORICAL = [
  '#4290f0',
  '#d37536',
  '#8d58ee',
  '#0f9488',
  '#d9488a',
  '#a67c00',
  '#5b8c1f',
  '#d84a45',
  '#0b8fb3',
  '#b565d8',
] as const;

/** What is left over, and what only serves to compare. */
export const REST = '#7a8290';

/** The colour of the series at a place; after ten they begin anew. */
export function colorAt(place: number): string {
  return CATEGORICAL[place % CATEGORICAL.length] ?? REST;
}

/** Colours of what stands around the figures. */
export function inks(theme: Theme) {
  return theme === 'dark'
    ? { text: '#a3a3a3', line: 'rgba(255, 255, 255, 0.12)', strong: '#fafafa', background: '#111111' }
    : { text: '#616161', line: 'rgba(0, 0, 0, 0.1)', strong: '#0a0a0a', background: '#ffffff' };
}
