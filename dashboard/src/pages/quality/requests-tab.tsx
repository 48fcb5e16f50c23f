import type { ModelRequests, Quality } from '../../api/types';
import { type Column, counted, rate, text } from '../../tables/column';
import { TableCard } from '../../tables/table-card';
import { ApiErrors } from './api-errors';
import { ModelCharts } from './model-charts';
import { timeColumns } from './times';

/** Requests to models: failures, and how long the answers took. */
export function RequestsTab({ quality }: { quality: Quality }) {
  return (
    <>
      <ModelCharts days={quality.series} models={quality.models_by_day} />
      <TableCard
        id="by_model"
        title="Requests by model"
        columns={COLUMNS}
        rows={quality.requests.by_model}
        keyOf={modelOf}
        textOf={modelOf}
        sort="-answered"
      />
      <ApiErrors errors={quality.api_errors} />
    </>
  );
}

const modelOf = ({ model }: ModelRequests) => model;

const COLUMNS: readonly Column<ModelRequests>[] = [
  text('model', 'Model', modelOf, ({ model }) => (model === '' ? 'No model' : model)),
  counted('answered', 'Answered', ({ answered }) => answered),
  counted('failed', 'Failed', ({ failed }) => failed),
  rate('error_rate', 'Error rate', ({ error_rate }) => error_rate),
  counted('retries', 'Retries', ({ retries }) => retries),
  counted('refusals', 'Refusals', ({ refusals }) => refusals),
  ...timeColumns<ModelRequests>(({ latency }) => latency, { id: 'latency', label: 'Latency' }),
  ...timeColumns<ModelRequests>(({ ttft }) => ttft, { id: 'ttft', label: 'First token' }),
];
