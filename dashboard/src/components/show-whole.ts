import type { FocusEvent } from 'react';

/**
 * Brings what the keyboard has come to into view as a whole. Browsers are content with a part of it, and do not
 * know of a table's first column, which stays over what scrolls below it.
 */
export function showWhole({ target }: FocusEvent<HTMLElement>): void {
  if (!target.matches(':focus-visible')) {
    return;
  }
  const first = target.closest('tr')?.firstElementChild;
  if (first instanceof HTMLElement && !first.contains(target)) {
    target.style.scrollMarginLeft = `${first.offsetWidth}px`;
  }
  target.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}
