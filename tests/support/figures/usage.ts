import type { Figures, GroupFigures } from '../../../dashboard/src/api/types.ts';
import { byDay, type Cells, type PageFigures, rows, tokens } from './shared.ts';

const tiles = (totals: Figures): Cells => ({ ...totals, tokens: tokens(totals) });

export const usage: PageFigures = {
  asks: { usage: { group_by: 'model' } },
  expects: ({ usage: { totals, groups, series, previous } }) => ({
    tiles: tiles(totals),
    before: previous && tiles(previous.totals),
    tables: {
      groups: rows<GroupFigures>(
        groups,
        ({ key }) => key,
        (group) => ({
          tokens: tokens(group),
          share: totals.cost_usd > 0 ? group.cost_usd / totals.cost_usd : null,
        }),
      ),
      tokens: byDay(series),
    },
  }),
};
