import type { FocusEvent } from 'react';

/**
 * Brings what the keyboard has come to into view as a whole. Browsers are content with a part of it, and do not
 * know of a table's first column, which stays over what scrolls below it.
 */
export function showWhole({ target, currentTarget }: FocusEvent<HTMLElement>): void {
  // A dialog or a menu, which React tells of as well, stands over the page and does not scroll it.
  if (!target.matches(':focus-visible') || !currentTarget.contains(target)) {
    return;
  }
  const first = target.closest('tr')?.firstElementChild;
  if (first instanceof HTMLElement && !first.contains(target)) {
    target.style.scrollMarginLeft = `${first.offsetWidth}px`;
  }
  target.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}
