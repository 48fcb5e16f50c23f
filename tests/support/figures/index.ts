// What each page of figures must show, by the names of scripts/browser/pages.mjs, and what some show once asked.

import { health } from './health.ts';
import { approvals, quality, requests, requestsOfEach, tools, waiting } from './quality.ts';
import type { PageFigures } from './shared.ts';
import { turns } from './turns.ts';
import { usage } from './usage.ts';

export type { Answers, Expected, PageFigures } from './shared.ts';

export const PAGE_FIGURES: Record<string, PageFigures> = {
  usage,
  quality,
  'quality-approvals': approvals,
  'quality-tools': tools,
  'quality-requests': requests,
  'quality-requests, each model': requestsOfEach,
  'quality-waiting': waiting,
  turns,
  health,
};

/** What controls of a page make of it. */
export const VIEWS = [{ name: 'quality-requests, each model', search: '?page=quality&tab=requests&of=each' }];
