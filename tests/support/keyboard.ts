// Somebody without a pointer: everything is done by keys, and what has the focus is looked at after each.

import type { Page } from 'playwright-core';
import { settled, still } from './pages.ts';

/** What has the focus, and how it stands in the window. */
export interface Focused {
  /** `body`: nothing has it. */
  tag: string;
  testId: string | null;
  /** Where it is not what the tag says. */
  role: string | null;
  /** Its own words, or those that stand for them. */
  label: string;
  /** On the whole page, however far that is scrolled, in CSS pixels. */
  box: { left: number; top: number; right: number; bottom: number };
  /** Why somebody would not see it, and whether what had the focus before could not be told by its looks. */
  problems: string[];
}

/** More stops of the Tab key than any page has. */
const MAX_STOPS = 300;

export class Keyboard {
  /** What was wrong with anything that had the focus on the way. */
  readonly problems: string[] = [];

  constructor(readonly page: Page) {}

  /** Presses a key, such as `Shift+Tab`, and tells what has the focus then. */
  async press(key: string): Promise<Focused> {
    await this.page.keyboard.press(key);
    return this.look();
  }

  /** The same with a key that has the page ask for something: once the answer is shown. */
  async choose(key: string): Promise<Focused> {
    await this.page.keyboard.press(key);
    await settled(this.page);
    return this.look();
  }

  /** Types a text where the focus is. */
  async type(text: string): Promise<Focused> {
    await this.page.keyboard.type(text);
    return this.look();
  }

  /** Presses Tab, or Shift and Tab, until that has the focus whose test id, role or own words these are. */
  async tabTo(wanted: string, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<Focused> {
    const passed: string[] = [];
    for (let ends = 0; ends < 2 && passed.length < MAX_STOPS; ) {
      const focused = await this.press(key);
      if ([focused.testId, focused.role, focused.label].includes(wanted)) return focused;
      passed.push(focused.testId ?? focused.label);
      // Behind the last stop is the browser's own window, and then the first.
      if (focused.tag === 'body') ends++;
    }
    throw new Error(`${key} never came to ${wanted}, but to:\n${passed.join('\n')}`);
  }

  /** Presses Tab from the top of the page to its end. */
  async walk(): Promise<Focused[]> {
    const stops: Focused[] = [];
    while (stops.length < MAX_STOPS) {
      const focused = await this.press('Tab');
      if (focused.tag === 'body') return stops;
      stops.push(focused);
    }
    throw new Error(`Tab never came to an end, but to:\n${stops.map(({ label }) => label).join('\n')}`);
  }

  /** What has the focus, once what opens or closes has done so: it takes and gives back the focus only then. */
  async look(): Promise<Focused> {
    await still(this.page);
    const focused = await this.page.evaluate(lookAtFocus);
    this.problems.push(...focused.problems);
    return focused;
  }

  /**
   * What can have the focus and has no name for a screen reader, as Chromium computes it. What has no role either is
   * a scroller, which is no stop as long as there is one in it.
   */
  async unnamed(): Promise<string[]> {
    const cdp = await this.page.context().newCDPSession(this.page);
    const { nodes } = await cdp.send('Accessibility.getFullAXTree');
    await cdp.detach();
    return nodes
      .filter(({ ignored, properties, role }) => {
        const canFocus = properties?.some(({ name, value }) => name === 'focusable' && value.value === true);
        return !ignored && canFocus && !['RootWebArea', 'main', 'generic'].includes(role?.value);
      })
      .filter(({ name }) => !name?.value)
      .map(({ role, nodeId }) => `${role?.value} ${nodeId}`);
  }
}

declare global {
  interface Window {
    /** What had the focus when it was looked at last, and the lines around it then. */
    focusBefore?: { element: Element; lines: string; label: string };
  }
}

/** In the page: what has the focus, and what is wrong with it. */
function lookAtFocus(): Focused {
  const element = document.activeElement ?? document.body;
  const labelOf = (one: Element) =>
    (
      one.getAttribute('aria-label') ?? (one instanceof HTMLSelectElement ? one.name : one.textContent)
    ).trim();
  const lines = (one: Element) => {
    const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(one);
    return `${outlineStyle === 'none' ? '' : `${outlineStyle} ${outlineWidth} ${outlineColor}`}, ${boxShadow}`;
  };
  const label = labelOf(element);
  const problems: string[] = [];
  const complain = (problem: string) =>
    problems.push(`${element.localName} “${label.slice(0, 60)}” ${problem}`);

  // Where nothing tells what has the focus from what has not, nobody sees where it is. A heading that the focus
  // is moved to is no stop of the Tab key and stands at the top anyway.
  const before = window.focusBefore;
  if (before && before.element !== element && before.element.isConnected) {
    const isStop = before.element instanceof HTMLElement && before.element.tabIndex >= 0;
    if (isStop && before.lines === lines(before.element)) {
      problems.push(
        `${before.element.localName} “${before.label.slice(0, 60)}” looks the same without the focus`,
      );
    }
  }
  // A field of a date has several stops, and the last of them lines of its own within it.
  if (before?.element !== element) window.focusBefore = { element, lines: lines(element), label };

  const { left, top, right, bottom } = element.getBoundingClientRect();
  // What is cut off on purpose, as a long name is, cannot be seen in full.
  const seen = { left, top, right, bottom };
  let [x, y, isKept] = [0, 0, false];
  for (let one = element.parentElement; one !== null; one = one.parentElement) {
    const { overflowX, position } = getComputedStyle(one);
    // What stays where it is does not scroll with the others.
    isKept ||= position === 'sticky' || position === 'fixed';
    if (!isKept) x += one.scrollLeft;
    y += one.scrollTop;
    if (overflowX === 'hidden' || overflowX === 'clip') {
      const clip = one.getBoundingClientRect();
      seen.left = Math.max(seen.left, clip.left);
      seen.right = Math.min(seen.right, clip.right);
    }
  }
  if (element !== document.body) {
    const [width, height] = [seen.right - seen.left, seen.bottom - seen.top];
    const isSeen = element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    if (!isSeen) complain('is hidden');
    if (width < 4 || height < 4) complain(`is ${width} by ${height} pixels`);
    const fits = width <= innerWidth && height <= innerHeight;
    const isIn =
      seen.left > -1 && seen.top > -1 && seen.right < innerWidth + 1 && seen.bottom < innerHeight + 1;
    if (fits && !isIn) complain(`stands at ${Object.values(seen).map(Math.round)}, out of the window`);
    // In the middle and near the middle of each edge: corners are round.
    const places = [0.5, 0.5, 0.1, 0.5, 0.9, 0.5, 0.5, 0.15, 0.5, 0.85];
    for (let at = 0; fits && at < places.length; at += 2) {
      const over = document.elementFromPoint(
        seen.left + width * (places[at] ?? 0),
        seen.top + height * (places[at + 1] ?? 0),
      );
      if (over !== null && !element.contains(over) && !over.contains(element)) {
        complain(`is below ${over.outerHTML.slice(0, 80)}`);
        break;
      }
    }
  }
  return {
    tag: element.localName,
    testId: element.getAttribute('data-testid'),
    role: element.getAttribute('role'),
    label,
    box: { left: left + x, top: top + y, right: right + x, bottom: bottom + y },
    problems,
  };
}
