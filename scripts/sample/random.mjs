// Pseudo-random draws that are the same on every run for the same seed, so that sample telemetry sent
// twice is the same telemetry.

import { createHash } from 'node:crypto';

export class Random {
  /** @type {number} */
  #a;
  /** @type {number} */
  #b;
  /** @type {number} */
  #c;
  /** @type {number} */
  #d;

  /** @param {...(string | number)} seed what the draws are for */
  constructor(...seed) {
    const digest = createHash('sha256').update(seed.join('\0')).digest();
    [this.#a, this.#b, this.#c, this.#d] = [0, 4, 8, 12].map((at) => digest.readInt32LE(at));
  }

  /** 32 random bits (sfc32, by Chris Doty-Humphrey). */
  #bits() {
    const sum = (this.#a + this.#b + this.#d) | 0;
    this.#d = (this.#d + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** From 0 to less than 1. */
  next() {
    return this.#bits() / 2 ** 32;
  }

  /** @param {number} low @param {number} high both included */
  int(low, high) {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  /** @param {number} probability */
  chance(probability) {
    return this.next() < probability;
  }

  /** @template T @param {readonly T[]} list @returns {T} */
  pick(list) {
    return list[Math.floor(this.next() * list.length)];
  }

  /**
   * One of the keys.
   *
   * @template {string} K
   * @param {Partial<Record<K, number>>} weights
   * @returns {K}
   */
  weighted(weights) {
    const entries = /** @type {[K, number][]} */ (Object.entries(weights));
    let left = this.next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [key, weight] of entries) {
      left -= weight;
      if (left < 0) return key;
    }
    return entries[entries.length - 1][0];
  }

  /**
   * A whole number as durations, lengths and token counts are spread: half are below the median, few are
   * far above it. Two thirds lie between median / spread and median * spread.
   *
   * @param {number} median
   * @param {number} [spread]
   */
  around(median, spread = 2) {
    return Math.round(median * spread ** this.normal());
  }

  /** Spread normally around 0 with the standard deviation 1. */
  normal() {
    // Box and Muller; 1 - x is never 0.
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
  }

  /** @param {number} digits of hexadecimal */
  hex(digits) {
    let text = '';
    while (text.length < digits) text += this.#bits().toString(16).padStart(8, '0');
    return text.slice(0, digits);
  }

  uuid() {
    const digits = this.hex(32);
    return [
      digits.slice(0, 8),
      digits.slice(8, 12),
      `4${digits.slice(13, 16)}`,
      `a${digits.slice(17, 20)}`,
      digits.slice(20),
    ].join('-');
  }
}
