/** What is derived from the figures that the API tells. */

import type { Figures } from './api/types';

/** All tokens of all four kinds. */
export function totalTokens(figures: Figures): number {
  return (
    figures.input_tokens + figures.output_tokens + figures.cache_read_tokens + figures.cache_creation_tokens
  );
}

/** The part of what models read that came from the cache; `undefined` when they read nothing. */
export function cacheHitRate(figures: Figures): number | undefined {
  return ratio(
    figures.cache_read_tokens,
    figures.input_tokens + figures.cache_read_tokens + figures.cache_creation_tokens,
  );
}

/** The part of model requests that failed for good; `undefined` when there were none. */
export function requestErrorRate(figures: Figures): number | undefined {
  return ratio(figures.errors, figures.requests + figures.errors);
}

/** Time spent typing and time Claude spent working, in seconds; `null` where it is not told. */
export function activeSeconds({
  active_user_seconds: user,
  active_cli_seconds: cli,
}: Figures): number | null {
  return user === null || cli === null ? null : user + cli;
}

/** Whether anything at all happened. */
export function isEmpty(figures: Figures): boolean {
  return Object.values(figures).every((value) => value === 0 || value === null);
}

/** `part` of `whole`; `undefined` when there is no whole. */
export function ratio(part: number | null, whole: number | null): number | undefined {
  return part !== null && whole !== null && whole > 0 ? part / whole : undefined;
}
