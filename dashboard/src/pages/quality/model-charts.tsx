import { useMemo } from 'react';
import type { ModelByDay, ModelDay, QualityDay, Times } from '../../api/types';
import { DailyChartCard } from '../../charts/daily-chart-card';
import type { DailySeries } from '../../charts/daily-drawing';
import { COUNT, MILLISECONDS } from '../../charts/unit';
import { Choice } from '../../components/choice';
import { changeView, useChoice } from '../../url-state';
import { useDays } from './daily-charts';
import { PERCENTILE_NAMES, PERCENTILES, type Percentile, percentileLines } from './times';

/** More lines than these cannot be told apart. */
const MAX_LINES = 10;

/** All models as one, each as a line of its own, or one alone. */
const ALL = 'all';
const EACH = 'each';
const ONE = 'model:';

interface ModelChartsProps {
  days: readonly QualityDay[];
  /** The busiest first. */
  models: readonly ModelByDay[];
}

/** Requests over the days: of all models, of each, or of one that the address names in `of`. */
export function ModelCharts({ days, models }: ModelChartsProps) {
  const of = useChoice('of', [ALL, ...(models.length > 1 ? [EACH] : []), ...models.map(nameOf)]);
  const percentile = useChoice('percentile', ['p95_ms', 'p50_ms', 'p99_ms']);
  const chosen = useMemo(() => models.filter((model) => nameOf(model) === of), [models, of]);
  const dates = useDays(days);
  const figures = useMemo((): readonly Figures[] => {
    if (of === EACH) {
      return models
        .slice(0, MAX_LINES)
        .map((model) => ({ id: model.model, name: modelName(model.model), days: onDays(model, days) }));
    }
    const [one] = chosen;
    return [one === undefined ? { id: '', name: '', days } : { id: '', name: '', days: onDays(one, days) }];
  }, [of, models, chosen, days]);
  const isEach = of === EACH;
  const latency = useMemo(
    () => timeLines(figures, isEach ? percentile : undefined, latencyOf),
    [figures, isEach, percentile],
  );
  const ttft = useMemo(
    () => timeLines(figures, isEach ? percentile : undefined, ttftOf),
    [figures, isEach, percentile],
  );
  const errors = useMemo(() => errorBars(figures, isEach ? days : undefined), [figures, isEach, days]);
  const busiest = isEach && models.length > MAX_LINES ? `the ${MAX_LINES} busiest models · ` : '';
  const note = `${isEach ? `${PERCENTILE_NAMES[percentile]} of each model · ` : ''}${busiest}UTC days`;
  return (
    <section aria-label="Requests over the days" className="flex flex-col gap-6">
      <div className="flex flex-wrap items-end gap-3">
        <Choice
          label="Models"
          className="w-full sm:w-72"
          options={[
            { value: ALL, label: 'All models together' },
            ...(models.length > 1 ? [{ value: EACH, label: 'Each model as a line' }] : []),
            ...models.map((model) => ({ value: nameOf(model), label: modelName(model.model) })),
          ]}
          value={of}
          onChange={(value) => changeView({ of: value === ALL ? undefined : value })}
          testId="of"
        />
        {isEach && (
          <Choice
            label="Percentile"
            className="w-40"
            options={PERCENTILES.map((value) => ({ value, label: PERCENTILE_NAMES[value] }))}
            value={percentile}
            onChange={(value) => changeView({ percentile: value === 'p95_ms' ? undefined : value })}
            testId="percentile"
          />
        )}
      </div>
      <div className="grid gap-6 lg:grid-cols-2">
        <DailyChartCard
          id="latency"
          title="Request latency"
          note={note}
          kind="lines"
          days={dates}
          series={latency}
          unit={MILLISECONDS}
        />
        <DailyChartCard
          id="ttft"
          title="Time to first token"
          note={note}
          kind="lines"
          days={dates}
          series={ttft}
          unit={MILLISECONDS}
        />
      </div>
      <DailyChartCard
        id="errors"
        title="API errors a day"
        note="Requests that failed for good · UTC days"
        kind="bars"
        days={dates}
        series={errors}
        unit={COUNT}
      />
    </section>
  );
}

/** What a day tells, of all models or of one. */
type Told = Pick<ModelDay, 'errors' | 'latency' | 'ttft'>;

/** One of what is compared; `undefined`: nothing was asked on that day. */
interface Figures {
  readonly id: string;
  readonly name: string;
  readonly days: readonly (Told | undefined)[];
}

const latencyOf = ({ latency }: Told) => latency;
const ttftOf = ({ ttft }: Told) => ttft;

function nameOf({ model }: ModelByDay): string {
  return ONE + model;
}

function modelName(model: string): string {
  return model === '' ? 'No model' : model;
}

/** The days of a model are those with requests; here are all. */
function onDays({ series }: ModelByDay, days: readonly QualityDay[]): readonly (Told | undefined)[] {
  const byDay = new Map(series.map((one) => [one.day, one]));
  return days.map(({ day }) => byDay.get(day));
}

/** One percentile of each, or all percentiles of the only one. */
function timeLines(
  figures: readonly Figures[],
  percentile: Percentile | undefined,
  timesOf: (told: Told) => Times,
): readonly DailySeries[] {
  return figures.flatMap(({ id, name, days }) => {
    const times = days.map((told) => (told === undefined ? null : timesOf(told)));
    return percentile === undefined
      ? percentileLines(times)
      : [{ id, name, values: times.map((one) => one?.[percentile] ?? null) }];
  });
}

/** Errors of each, and of `all` what is left over; of the only one without that. */
function errorBars(
  figures: readonly Figures[],
  all: readonly QualityDay[] | undefined,
): readonly DailySeries[] {
  const bars = figures.map(({ id, name, days }) => ({
    id: all === undefined ? 'errors' : id,
    name: all === undefined ? 'API errors' : name,
    values: days.map((told) => told?.errors ?? 0),
  }));
  if (all === undefined) {
    return bars;
  }
  const rest = all.map(({ errors }, day) =>
    Math.max(errors - bars.reduce((sum, { values }) => sum + (values[day] ?? 0), 0), 0),
  );
  return rest.some((errors) => errors > 0)
    ? [...bars, { id: 'others', name: 'Others', values: rest, isRest: true }]
    : bars;
}
