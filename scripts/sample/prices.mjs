// What a client thinks its requests cost: the list prices of November 2026, in USD per million tokens.

/**
 * @typedef {object} Tokens
 * @property {number} input
 * @property {number} output
 * @property {number} cacheRead
 * @property {number} cacheCreation
 */

/** @type {Record<import('./people.mjs').Model, { input: number, output: number, cacheRead: number }>} */
const PRICES = {
  'claude-opus-5-5': { input: 4, output: 20, cacheRead: 0.2 },
  'claude-opus-5': { input: 5, output: 25, cacheRead: 0.5 },
  'claude-sonnet-5-5': { input: 2, output: 10, cacheRead: 0.1 },
  'claude-haiku-5-5': { input: 0.1, output: 0.5, cacheRead: 0.01 },
};

/** Writing to the cache for five minutes or an hour costs this many times the input's price. */
const CACHE_CREATION = { '5m': 1.25, '1h': 2 };

/** Haiku 5.5 costs five times as much when the prompt is longer. */
const LONG_PROMPT = 100_000;

/**
 * @param {import('./people.mjs').Model} model
 * @param {Tokens} tokens
 * @param {{ fast: boolean, cachedFor: '5m' | '1h' }} how
 * @returns {number} USD, to the millionth
 */
export function cost(model, { input, output, cacheRead, cacheCreation }, { fast, cachedFor }) {
  const price = PRICES[model];
  const isLong = model === 'claude-haiku-5-5' && input + cacheRead + cacheCreation > LONG_PROMPT;
  const perMillion =
    input * price.input +
    output * price.output +
    cacheRead * price.cacheRead +
    cacheCreation * price.input * CACHE_CREATION[cachedFor];
  return Math.round(perMillion * (fast ? 2 : 1) * (isLong ? 5 : 1)) / 1e6;
}
