// Quality, a map for each of its parts. What is told of no model is not shown where only models are looked at
// (docs/API.md, "Quality").

import type {
  ErrorClass,
  Headline,
  HookQuality,
  ModelDay,
  ModelRequests,
  Quality,
  QualityDay,
  Times,
  ToolDecisions,
  ToolQuality,
} from '../../../dashboard/src/api/types.ts';
import { type Cells, type Expected, type PageFigures, rows } from './shared.ts';

/** Figures of a kind as columns or tiles of their own, such as `people_rate`. */
const of = (kind: string, figures: object): Cells =>
  Object.fromEntries(Object.entries(figures).map(([name, value]) => [`${kind}_${name}`, value]));

/** All together; none where nothing was measured. */
const totalMs = ({ count, mean_ms: mean }: Times) => (mean === null ? null : count * mean);

const tiles = ({ people, automatic, waiting, ...totals }: Headline): Cells => ({
  ...totals,
  approval_rate: people.rate,
  automatic: automatic.accepted + automatic.rejected,
  waiting_total_ms: totalMs(waiting),
  ...of('waiting', waiting),
  ...of('latency', totals.latency),
  ...of('ttft', totals.ttft),
  ...of('tool_time', totals.tool_time),
  ...of('turn_time', totals.turn_time),
});

/** By day; `timesOf`: the lengths of time that are looked at. */
const byDay = (series: readonly QualityDay[], timesOf?: (day: QualityDay) => Times) =>
  rows(
    series,
    ({ day }) => day,
    (day) => ({ ...timesOf?.(day) }),
  );

const latency = (series: readonly QualityDay[]) => byDay(series, (day) => day.latency);
const ttft = (series: readonly QualityDay[]) => byDay(series, (day) => day.ttft);

/** How much of all errors each class or status is. */
function shares<One extends { readonly count: number }>(errors: readonly One[], keyOf: (one: One) => string) {
  const all = errors.reduce((sum, { count }) => sum + count, 0);
  return rows(errors, keyOf, ({ count }) => ({ share: count / all }));
}

const classes = (errors: readonly ErrorClass[]) => shares(errors, (one) => one.class);

const decisions = ({ people, hooks, automatic }: Pick<ToolDecisions, 'people' | 'hooks' | 'automatic'>) => ({
  ...of('people', people),
  people_decided: people.accepted + people.rejected,
  ...of('hooks', hooks),
  ...of('automatic', automatic),
});

const timed = ({ time }: ToolQuality | HookQuality): Cells => ({ ...time });

/** A part without tiles; it has nothing to show of models alone, unless it is `ofModels`. */
function part(tables: (quality: Quality, address: URLSearchParams) => Expected['tables'], ofModels = false) {
  return {
    asks: { quality: {} },
    expects: ({ quality }, address) => ({
      tiles: {},
      tables: ofModels || !address.has('model') ? tables(quality, address) : {},
    }),
  } satisfies PageFigures;
}

export const quality: PageFigures = {
  asks: { quality: {} },
  expects: ({ quality: { totals, previous, series, told_by } }, address) => ({
    tiles: tiles(totals),
    before: previous ? tiles(previous) : undefined,
    tables: {
      errors: byDay(series),
      latency: latency(series),
      told_by: rows(told_by, ({ fact }) => fact),
      ...(address.has('model')
        ? { ttft: ttft(series) }
        : { approval_rate: byDay(series), tool_success_rate: byDay(series) }),
    },
  }),
};

export const approvals = part(({ series, approvals: { by_tool, by_language, by_decider } }) => ({
  approval_rate: byDay(series),
  decisions: byDay(series),
  by_tool: rows(by_tool, ({ tool }) => tool, decisions),
  by_language: rows(by_language, ({ language }) => language, decisions),
  by_decider: rows(by_decider, ({ decider }) => decider),
}));

export const tools = part(({ series, tools: all, tool_errors, hooks }) => ({
  tool_success_rate: byDay(series),
  tool_runs: byDay(series),
  tools: rows(all, ({ tool }) => tool, timed),
  tool_errors: classes(tool_errors),
  hooks: rows(hooks, ({ event }) => event, timed),
}));

/** What is beside the charts of requests. */
const requestTables = ({ requests: { by_model }, api_errors: { by_status, by_class } }: Quality) => ({
  by_model: rows<ModelRequests>(
    by_model,
    ({ model }) => model,
    (model) => ({ ...of('latency', model.latency), ...of('ttft', model.ttft) }),
  ),
  by_status: shares(by_status, ({ status }) => String(status ?? 'none')),
  by_class: classes(by_class),
});

const allModels = (quality: Quality) => ({
  latency: latency(quality.series),
  ttft: ttft(quality.series),
  errors: byDay(quality.series),
  ...requestTables(quality),
});

/** As many models have a line of their own. */
const MAX_LINES = 10;

/** Each model in a column of its own: there is none where only one was asked. */
const eachModel = (quality: Quality) => {
  const { series, models_by_day } = quality;
  if (models_by_day.length < 2) return allModels(quality);
  const models = models_by_day.slice(0, MAX_LINES);
  const columns = (at: string, figureOf: (day: ModelDay) => number | null, none: number | null) =>
    Object.fromEntries(
      models.map(({ model, series: days }) => {
        const found = days.find(({ day }) => day === at);
        return [model, found ? figureOf(found) : none];
      }),
    );
  return {
    latency: rows(
      series,
      ({ day }) => day,
      ({ day }) => columns(day, (one) => one.latency.p95_ms, null),
    ),
    ttft: rows(
      series,
      ({ day }) => day,
      ({ day }) => columns(day, (one) => one.ttft.p95_ms, null),
    ),
    errors: rows(
      series,
      ({ day }) => day,
      ({ day, errors }) => {
        const ofModels = columns(day, (one) => one.errors, 0);
        const others = errors - Object.values(ofModels).reduce<number>((sum, one) => sum + (one ?? 0), 0);
        return { ...ofModels, others };
      },
    ),
    ...requestTables(quality),
  };
};

export const requests: PageFigures = {
  views: ['of=each', '', 'of=each'],
  ...part((quality, address) => (address.has('of') ? eachModel(quality) : allModels(quality)), true),
};

export const waiting = part(({ series, waiting: { count, by_tool } }) =>
  count === 0
    ? {}
    : {
        waiting: byDay(series, (day) => day.waiting),
        waiting_by_tool: rows(
          by_tool,
          ({ tool }) => tool,
          (tool) => ({ total_ms: totalMs(tool) }),
        ),
      },
);
