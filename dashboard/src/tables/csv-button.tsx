import { Button } from '@cloudflare/kumo/components/button';
import { DownloadSimpleIcon } from '@phosphor-icons/react';
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
  /** What it is of, in the file's name; the days of the page unless given. */
  of?: string | undefined;
}

/** All rows of a table as a file, with figures in full. */
export function CsvButton<Row>({ id, title, columns, rows, of }: CsvButtonProps<Row>) {
  const { range } = useSettledScope();
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
        download(
          `thinspan-${id}-${of ?? `${range.from}-${range.to}`}.csv`,
          new Blob([csvOf(columns, rows)], { type: 'text/csv' }),
        )
      }
      data-testid={`csv-${id}`}
    />
  );
}
