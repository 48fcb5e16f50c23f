// What the product has counted for an org, in the reference's terms: names instead of numbers.

import { FIGURES, type Figures, noFigures } from '../reference/figures.ts';
import type { Reference } from '../reference/reference.ts';
import { DETAIL_IS_WORD, TALLIES, type Tally } from '../reference/tally.ts';
import type { Product } from './product.ts';

interface DailyRow extends Figures {
  day: number;
  user: number;
  source: number;
  cohort: number;
  name: string;
  rate: number;
}

interface TallyRow {
  tally: number;
  day: number;
  user: number;
  source: number;
  cohort: number;
  name: string;
  detail: number;
  word: string;
  count: number;
  total: number;
  buckets: string | null;
}

/** Of a tally's row: the buckets themselves, for the product does not keep lengths. */
export interface Counted {
  count: number;
  total: number;
  buckets: Record<string, number>;
}

export interface Counts {
  daily: Record<string, Figures>;
  tallies: Record<string, Counted>;
}

/** Which rows to add up, and whether to keep sources apart. */
interface Selection {
  everybody: boolean;
  bySource: boolean;
}

const kinds = Object.fromEntries(Object.entries(TALLIES).map(([kind, code]) => [code, kind as Tally]));

/** The reference in the same form. */
export function asCounts({ daily, tallies }: Reference): Counts {
  return {
    daily: Object.fromEntries(daily),
    tallies: Object.fromEntries(
      [...tallies].map(([key, { count, total, buckets }]) => [key, { count, total, buckets }]),
    ),
  };
}

/** What dashboards read of an org: every row of `daily` and `tally`. */
export class DailyTables {
  private constructor(
    readonly daily: DailyRow[],
    readonly tallies: TallyRow[],
  ) {}

  static async of(product: Product, org: number): Promise<DailyTables> {
    const daily = await product.rows<DailyRow>(
      `SELECT d.*, coalesce(w.text, '') AS name FROM daily AS d
        LEFT JOIN word AS w ON w.org_id = d.org_id AND w.word_id = d.model
        WHERE d.org_id = ?1`,
      org,
    );
    const tallies = await product.rows<TallyRow>(
      `SELECT t.tally, t.day, t.user, t.source, t.cohort, coalesce(n.text, '') AS name, t.detail,
          coalesce(d.text, '') AS word, t.count, t.total, t.buckets
        FROM tally AS t
        LEFT JOIN word AS n ON n.org_id = t.org_id AND n.word_id = t.name
        LEFT JOIN word AS d ON d.org_id = t.org_id AND d.word_id = t.detail
        WHERE t.org_id = ?1`,
      org,
    );
    return new DailyTables(daily, tallies);
  }

  /** Adds up rows over users and cohorts; what comes to nothing is left out. */
  sum({ everybody, bySource }: Selection): Counts {
    const chosen = ({ user }: { user: number }) => user < 0 === everybody;
    const counts: Counts = { daily: {}, tallies: {} };
    for (const row of this.daily.filter(chosen)) {
      if (FIGURES.every((figure) => row[figure] === 0)) continue;
      const key = `${bySource ? `${row.source} ` : ''}${row.day} ${row.name} ${row.rate}`;
      counts.daily[key] ??= noFigures();
      for (const figure of FIGURES) counts.daily[key][figure] += row[figure];
    }
    for (const row of this.tallies.filter(chosen)) {
      if (row.count === 0) continue;
      const kind = kinds[row.tally];
      if (!kind) throw new Error(`tally ${row.tally}`);
      const detail = DETAIL_IS_WORD.has(kind) ? row.word : row.detail;
      const key = `${bySource ? `${row.source} ` : ''}${kind} ${row.day} ${row.name} ${detail}`;
      counts.tallies[key] ??= { count: 0, total: 0, buckets: {} };
      const sum = counts.tallies[key];
      sum.count += row.count;
      sum.total += row.total;
      for (const [bucket, times] of Object.entries(JSON.parse(row.buckets ?? '{}'))) {
        if (times === 0) continue;
        sum.buckets[bucket] = (sum.buckets[bucket] ?? 0) + Number(times);
      }
    }
    return counts;
  }
}
