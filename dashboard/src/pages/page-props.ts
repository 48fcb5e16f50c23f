import type { Me } from '../api/types';

/** What every page, and every part of one, is handed. */
export interface PageProps {
  readonly me: Me;
}
