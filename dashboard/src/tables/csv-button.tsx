import { Button } from '@cloudflare/kumo/components/button';
import { DownloadSimpleIcon } from '@phosphor-icons/react';
import { dayOf } from '../days';
import { download } from '../download';
import { useSettledScope } from '../url-state';
import type { Column } from './column';
import { csvOf } from './csv';

interface CsvButtonProps<Row> {
  id: string;
  /** What the table is called. */
  title: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  /** What the table says is of now, not of the days that are shown: the file is named after today. */
  isOfNow?: boolean;
}

/** All rows of a table as a file, with figures in full. */
export function CsvButton<Row>({ id, title, columns, rows, isOfNow = false }: CsvButtonProps<Row>) {
  const { range } = useSettledScope();
  const days = isOfNow ? dayOf(Date.now()) : `${range.from}-${range.to}`;
  const label = `Download ${title} as CSV`;
  return (
    <Button
      size="sm"
      shape="square"
      variant="ghost"
      icon={<DownloadSimpleIcon />}
      aria-label={label}
      title={label}
      onClick={() =>
        download(`thinspan-${id}-${days}.csv`, new Blob([csvOf(columns, rows)], { type: 'text/csv' }))
      }
      data-testid={`csv-${id}`}
    />
  );
}
