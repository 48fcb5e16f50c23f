import { Badge } from '@cloudflare/kumo/components/badge';
import { useCallback } from 'react';
import { MAX_LABEL_VALUES } from '../../../api/dimensions';
import { today } from '../../../days';
import { exactCount } from '../../../format';
import { type Column, text } from '../../../tables/column';
import { TableCard } from '../../../tables/table-card';
import type { Label } from './label-rows';
import { RemoveLabelDialog } from './remove-label-dialog';

/** Enough to see what works. */
const EXAMPLES = 4;

const COLUMNS: readonly Column<Label>[] = [
  text(
    'label',
    'Label',
    ({ title }) => title,
    ({ title, isOwn }) => (
      <span className="flex items-center gap-2">
        <span className="truncate">{title}</span>
        {isOwn && <Badge variant="info">Own</Badge>}
      </span>
    ),
  ),
  text(
    'attribute',
    'Attribute',
    ({ attribute }) => attribute,
    ({ attribute }) => <code className="font-mono text-sm">{attribute}</code>,
  ),
  {
    id: 'values',
    label: 'Values',
    value: ({ values }) => values.length,
    cell: ({ values }) => (
      <span className={values.length === 0 ? 'text-kumo-subtle' : ''}>
        {exactCount(values.length)}
        {values.length >= MAX_LABEL_VALUES && '+'}
      </span>
    ),
  },
  text(
    'examples',
    'Seen',
    ({ values }) => values.slice(0, EXAMPLES).join(', '),
    ({ values }) =>
      values.length === 0 ? (
        <span className="text-kumo-subtle">Nothing yet</span>
      ) : (
        <span className="block max-w-80 truncate" title={values.slice(0, 20).join(', ')}>
          {values.slice(0, EXAMPLES).join(', ')}
          {values.length > EXAMPLES && ' …'}
        </span>
      ),
  ),
];

interface LabelTableProps {
  labels: readonly Label[];
  /** The org's own, as they are listed now. */
  attributes: readonly string[];
  onDone: (outcome: string) => void;
}

/** Every label, and whether clients report it. */
export function LabelTable({ labels, attributes, onDone }: LabelTableProps) {
  const actions = useCallback(
    ({ attribute, isOwn }: Label) =>
      isOwn && <RemoveLabelDialog attribute={attribute} attributes={attributes} onRemoved={onDone} />,
    [attributes, onDone],
  );
  return (
    <TableCard
      id="labels"
      title="Labels"
      note="What figures can be filtered and grouped by, and how many values of it clients have reported so far."
      columns={COLUMNS}
      actions={actions}
      rows={labels}
      keyOf={({ name }) => name}
      textOf={({ title, attribute }) => `${title} ${attribute}`}
      of={today()}
    />
  );
}
