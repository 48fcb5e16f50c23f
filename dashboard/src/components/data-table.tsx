import { Table } from '@cloudflare/kumo/components/table';
import type { ReactNode } from 'react';
import { ScrollRegion } from './scroll-region';

interface DataTableProps {
  /** Names the table for screen readers. */
  caption: string;
  testId?: string;
  /** Kumo's `Table.Header` and `Table.Body`. */
  children: ReactNode;
}

/** Columns stand close, to fit many, and the outer ones keep the distance that titles of cards have. */
const SPACING =
  '[&_td]:px-2 [&_td]:py-2 [&_th]:px-2 [&_th]:py-2.5 [&_td:first-child]:pl-4 [&_th:first-child]:pl-4 [&_td:last-child]:pr-4 [&_th:last-child]:pr-4';

/** A table that reaches the edges of its card and scrolls sideways where it is too wide. */
export function DataTable({ caption, testId, children }: DataTableProps) {
  return (
    <ScrollRegion label={caption}>
      <Table className={SPACING} data-testid={testId}>
        <caption className="sr-only">{caption}</caption>
        {children}
      </Table>
    </ScrollRegion>
  );
}
