// OTLP as the client writes it: attribute lists, and requests made of blocks.

/** @typedef {'traces' | 'logs' | 'metrics'} Signal */
/** @typedef {{ key: string, value: Record<string, unknown> }} Attribute */
/** @typedef {Record<string, unknown>} OtlpRecord a span, a log record or a metric */

/**
 * Records of one resource and scope.
 *
 * @typedef {object} Block
 * @property {Signal} signal
 * @property {{ attributes: Attribute[] }} resource
 * @property {{ name: string, version: string }} scope
 * @property {OtlpRecord[]} records
 * @property {number} count spans, log records or data points
 */

/** What a signal's lists are called. */
export const LISTS = /** @type {const} */ ({
  traces: { resources: 'resourceSpans', scopes: 'scopeSpans', records: 'spans' },
  logs: { resources: 'resourceLogs', scopes: 'scopeLogs', records: 'logRecords' },
  metrics: { resources: 'resourceMetrics', scopes: 'scopeMetrics', records: 'metrics' },
});

/** @param {Record<string, string | number | boolean | undefined>} values @returns {Attribute[]} */
export function attributes(values) {
  /** @type {Attribute[]} */
  const list = [];
  for (const [key, value] of Object.entries(values)) {
    if (typeof value === 'string') list.push({ key, value: { stringValue: value } });
    else if (typeof value === 'boolean') list.push({ key, value: { boolValue: value } });
    else if (Number.isInteger(value)) list.push({ key, value: { intValue: value } });
    else if (value !== undefined) list.push({ key, value: { doubleValue: value } });
  }
  return list;
}

/** @param {number} unixMs @returns {string} as OTLP/JSON writes 64 bits */
export const nanos = (unixMs) => `${unixMs}000000`;

/** @param {Signal} signal @param {OtlpRecord[]} records */
export function count(signal, records) {
  if (signal !== 'metrics') return records.length;
  // Every recorded metric is a sum.
  const metrics = /** @type {{ sum: { dataPoints: unknown[] } }[]} */ (/** @type {unknown} */ (records));
  return metrics.reduce((sum, metric) => sum + metric.sum.dataPoints.length, 0);
}

/**
 * The body of an export request.
 *
 * @param {Signal} signal
 * @param {Block[]} blocks
 * @returns {Record<string, unknown>}
 */
export function exportRequest(signal, blocks) {
  const lists = LISTS[signal];
  return {
    [lists.resources]: blocks.map(({ resource, scope, records }) => ({
      resource,
      [lists.scopes]: [{ scope, [lists.records]: records }],
    })),
  };
}

/**
 * Fills requests as a collector between the clients and the Worker would.
 *
 * @param {Iterable<Block>} blocks
 * @param {number} full records that are enough for a request
 * @returns {Generator<Block[]>} blocks of one signal each
 */
export function* batches(blocks, full) {
  /** @type {Record<Signal, Block[]>} */
  const waiting = { traces: [], logs: [], metrics: [] };
  const sizes = { traces: 0, logs: 0, metrics: 0 };
  for (const block of blocks) {
    const { signal } = block;
    waiting[signal].push(block);
    sizes[signal] += block.count;
    if (sizes[signal] >= full) {
      yield waiting[signal];
      waiting[signal] = [];
      sizes[signal] = 0;
    }
  }
  for (const rest of Object.values(waiting)) if (rest.length > 0) yield rest;
}
