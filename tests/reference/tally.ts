// The tallies by number, and what one holds. The numbers are those of the table `tally`.

export const TALLIES = {
  Latency: 1,
  Ttft: 2,
  ToolRun: 3,
  Decision: 4,
  Waiting: 5,
  Edit: 6,
  ApiError: 7,
  ApiErrorClass: 8,
  ToolError: 9,
  Refusal: 10,
  Hook: 11,
  Turn: 12,
  PromptHour: 13,
  SlashCommand: 14,
  Skill: 15,
  Plugin: 16,
  McpServer: 17,
  Subagent: 18,
  Compaction: 19,
  PermissionMode: 20,
  Mention: 21,
  AgentCost: 22,
  SkillCost: 23,
  PluginCost: 24,
  McpCost: 25,
  Record: 26,
  Version: 27,
  Gap: 28,
  Authority: 29,
  Auth: 30,
  InternalError: 31,
} as const;

export type Tally = keyof typeof TALLIES;

/** Tallies whose detail is a word. */
export const DETAIL_IS_WORD: ReadonlySet<Tally> = new Set([
  'Skill',
  'McpServer',
  'PermissionMode',
  'Version',
]);

/** The factor between two buckets. */
const FACTOR = 1.1;

/** The largest relative error of a percentile that is read from buckets. */
export const RELATIVE_ERROR = (FACTOR - 1) / (FACTOR + 1);

export function bucket(ms: number): number {
  return ms === 0 ? -1 : Math.ceil(Math.log(ms) / Math.log(FACTOR));
}

export class Sum {
  count = 0;
  total = 0;
  /** The lengths of time themselves; their buckets follow from them. */
  lengths: number[] = [];

  add(other: Sum) {
    this.count += other.count;
    this.total += other.total;
    this.lengths.push(...other.lengths);
  }

  get buckets(): Record<string, number> {
    const buckets: Record<string, number> = {};
    for (const ms of this.lengths) buckets[bucket(ms)] = (buckets[bucket(ms)] ?? 0) + 1;
    return buckets;
  }
}

/** The length that `percent` % of the lengths do not exceed: nearest rank. */
export function percentile(lengths: number[], percent: number): number {
  const sorted = [...lengths].sort((a, b) => a - b);
  const rank = Math.max(1, Math.ceil((percent / 100) * sorted.length));
  return sorted[rank - 1] ?? Number.NaN;
}

/** The same, read from buckets: what its bucket stands for. */
export function percentileOfBuckets(buckets: Record<string, number>, percent: number): number {
  const sorted = Object.entries(buckets)
    .map(([index, count]) => [Number(index), count] as const)
    .sort(([a], [b]) => a - b);
  const size = sorted.reduce((sum, [, count]) => sum + count, 0);
  const rank = Math.max(1, Math.ceil((percent / 100) * size));
  let seen = 0;
  for (const [index, count] of sorted) {
    seen += count;
    if (seen >= rank) return index < 0 ? 0 : (2 * FACTOR ** index) / (FACTOR + 1);
  }
  return Number.NaN;
}
