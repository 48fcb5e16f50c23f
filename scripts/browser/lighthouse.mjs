// Lighthouse's marks for a page that somebody is signed in to, as on a desk: no emulated telephone, a good line.

import lighthouse, { desktopConfig } from 'lighthouse';

/**
 * @typedef {object} Marks
 * @property {Record<string, number>} scores by category, 0 to 100
 * @property {string[]} faults audits that are not passed, with what they are about
 */

/** Where no time is measured, a page that has been quiet for this long is done. */
const NOT_TIMED = /** @type {const} */ ({
  throttlingMethod: 'provided',
  pauseAfterFcpMs: 200,
  pauseAfterLoadMs: 200,
  networkQuietThresholdMs: 500,
  cpuQuietThresholdMs: 200,
});

/**
 * @param {string} url
 * @param {number} port that drives a browser whose profile is signed in
 * @param {string[]} categories such as `accessibility`
 * @returns {Promise<Marks>}
 */
export async function marks(url, port, categories) {
  const isTimed = categories.includes('performance');
  const result = await lighthouse(
    url,
    {
      port,
      onlyCategories: categories,
      disableStorageReset: true,
      logLevel: 'error',
      ...(!isTimed && NOT_TIMED),
    },
    desktopConfig,
  );
  if (!result) throw new Error(`Lighthouse says nothing of ${url}`);
  const { lhr } = result;
  if (lhr.runtimeError) throw new Error(`${url}: ${lhr.runtimeError.message}`);
  /** @type {Record<string, number>} */
  const scores = {};
  const faults = [];
  for (const category of Object.values(lhr.categories)) {
    scores[category.id] = Math.round((category.score ?? 0) * 100);
    for (const { id, weight } of category.auditRefs) {
      const { score, title, details } = lhr.audits[id];
      if (weight > 0 && score !== null && score < 1) {
        faults.push(`${category.id}: ${title} ${JSON.stringify(details)?.slice(0, 1000)}`);
      }
    }
  }
  return { scores, faults };
}
