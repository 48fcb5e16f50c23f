import type { Fact, FactToldBy } from '../../api/types';
import { type Column, counted, text } from '../../tables/column';
import { TableCard } from '../../tables/table-card';

const FACTS: Readonly<Record<Fact, string>> = {
  requests: 'Model requests',
  errors: 'API errors',
  tokens: 'Tokens',
  cost: 'Reported cost',
  prompts: 'Prompts',
  tool_runs: 'Tool runs',
  decisions: 'Decisions',
};

const COLUMNS: readonly Column<FactToldBy>[] = [
  text(
    'fact',
    'Figure',
    ({ fact }) => fact,
    ({ fact }) => FACTS[fact] ?? fact,
  ),
  counted('logs', 'Logs', ({ logs }) => logs),
  counted('traces', 'Traces', ({ traces }) => traces),
  counted('metrics', 'Metrics', ({ metrics }) => metrics),
];

const keyOf = ({ fact }: FactToldBy) => fact;

/** Which signal each figure was believed from: nothing is counted twice. */
export function ToldByTable({ toldBy }: { toldBy: readonly FactToldBy[] }) {
  return (
    <TableCard
      id="told_by"
      title="Where these figures come from"
      note="On how many session-days (a session on one day) each signal was believed. No figure is counted from two."
      columns={COLUMNS}
      rows={toldBy}
      keyOf={keyOf}
    />
  );
}
