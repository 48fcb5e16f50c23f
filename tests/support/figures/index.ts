// What each page of figures must show, by the names of scripts/browser/pages.mjs.

import type { PageFigures } from './shared.ts';
import { usage } from './usage.ts';

export type { Answers, Expected, PageFigures } from './shared.ts';

export const PAGE_FIGURES: Record<string, PageFigures> = { usage };
