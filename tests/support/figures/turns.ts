import type { TurnSummary } from '../../../dashboard/src/api/types.ts';
import { type PageFigures, rows } from './shared.ts';

/** As many are listed; the tiles are of all that were found. */
const LISTED = '100';

export const turns: PageFigures = {
  asks: { turns: { order: 'cost', limit: LISTED } },
  expects: ({ turns: { totals, previous, turns: listed } }) => ({
    tiles: { ...totals },
    before: previous && { ...previous.totals },
    tables: {
      turns: rows<TurnSummary>(
        listed,
        ({ id }) => id,
        (turn) => ({
          models: turn.models.join(', '),
          tokens:
            turn.input_tokens + turn.output_tokens + turn.cache_read_tokens + turn.cache_creation_tokens,
        }),
      ),
    },
  }),
};
