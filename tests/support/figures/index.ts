// What each page of figures must show, by the names of scripts/browser/pages.mjs.

import { activity } from './activity.ts';
import { health } from './health.ts';
import { overview } from './overview.ts';
import { approvals, quality, requests, tools, waiting } from './quality.ts';
import type { PageFigures } from './shared.ts';
import { turns } from './turns.ts';
import { usage } from './usage.ts';

export * from './shared.ts';

export const PAGE_FIGURES: Record<string, PageFigures> = {
  overview,
  usage,
  quality,
  'quality-approvals': approvals,
  'quality-tools': tools,
  'quality-requests': requests,
  'quality-waiting': waiting,
  activity,
  turns,
  health,
};
