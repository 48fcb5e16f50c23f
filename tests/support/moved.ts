// Recorded telemetry at another time.

/** Moves every time in a message. */
export function moved(node: unknown, byMs: number): unknown {
  if (Array.isArray(node)) return node.map((item) => moved(item, byMs));
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [
      key,
      key.endsWith('UnixNano') ? String(BigInt(value) + BigInt(byMs) * 1_000_000n) : moved(value, byMs),
    ]),
  );
}
