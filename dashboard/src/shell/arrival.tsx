import { type RefObject, useEffect } from 'react';
import type { PageName } from '../url-state';

/** What was last arrived at: a page of an org, or the form to sign in. Nothing in a window that was just opened. */
export type Shown = RefObject<string | undefined>;

interface ArrivalProps {
  page: PageName;
  title: string;
  /** Whose pages these are. */
  orgName: string;
  shown: Shown;
  main: RefObject<HTMLElement | null>;
}

/**
 * What happens once a page is there, which is after its code was loaded: the window gets its title, and the
 * focus goes to its heading, for a screen reader would otherwise not notice that the page has changed.
 */
export function Arrival({ page, title, orgName, shown, main }: ArrivalProps) {
  useEffect(() => {
    document.title = `${title} · Thinspan`;
    const arrived = `${page} of ${orgName}`;
    if (shown.current !== undefined && shown.current !== arrived) {
      window.scrollTo(0, 0);
      main.current?.querySelector('h1')?.focus();
    }
    shown.current = arrived;
  }, [page, title, orgName, shown, main]);
  return null;
}
