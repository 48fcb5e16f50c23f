/** What the JSON API says, as docs/API.md describes it. */

import type { Day } from '../days';

export type Role = 'admin' | 'viewer';

/** Who is signed in, and how far their organisation has come. */
export interface Me {
  readonly email: string;
  readonly role: Role;
  readonly org: { readonly name: string };
  readonly ingest: {
    /** Where clients export to. */
    readonly endpoint: string;
    /** An ingest token is in force. */
    readonly has_token: boolean;
    /** At least one session has been reported. */
    readonly has_data: boolean;
  };
}

/** The answer to asking for a one-time code. */
export interface CodeSent {
  readonly email: string;
  readonly expires_in_seconds: number;
}

/** A token as it is made: the only time that its text is told. */
export interface NewIngestToken {
  readonly token: string;
  readonly hint: string;
  readonly created_at: string;
}

export interface IngestToken {
  /** The first characters, to tell tokens apart. */
  readonly hint: string;
  readonly created_by: string;
  readonly created_at: string;
  /** `null`: in force. */
  readonly revoked_at: string | null;
}

export type GroupBy = 'day' | 'user' | 'model' | 'source';

export interface Figures {
  readonly requests: number;
  readonly errors: number;
  readonly input_tokens: number;
  readonly output_tokens: number;
  readonly cache_read_tokens: number;
  readonly cache_creation_tokens: number;
  readonly cost_usd: number;
  readonly reported_cost_usd: number;
  readonly unpriced_tokens: number;
  readonly sessions: number;
  readonly prompts: number;
  readonly tool_runs: number;
  readonly tool_errors: number;
  readonly lines_added: number;
  readonly lines_removed: number;
  readonly commits: number;
  readonly pull_requests: number;
  readonly active_user_seconds: number;
  readonly active_cli_seconds: number;
}

export interface DayFigures extends Figures {
  readonly day: Day;
}

export interface GroupFigures extends Figures {
  /** An email address, a model or a source, as asked for; `""` holds what has none. */
  readonly key: string;
}

export interface Usage {
  readonly from: Day;
  readonly to: Day;
  readonly group_by: GroupBy;
  readonly totals: Figures;
  /** One entry for every day of the range, also the empty ones. */
  readonly series: readonly DayFigures[];
  /** By cost, largest first. */
  readonly groups: readonly GroupFigures[];
}
