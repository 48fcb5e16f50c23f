/** The columns that tables of figures are made of: how a figure is read, sorted, and written into a file. */

import type { ReactNode } from 'react';
import * as format from '../format';

export interface Column<Row> {
  /** Names it in the file, and wherever it is read by machine; the API's own name where there is one. */
  readonly id: string;
  readonly label: string;
  /** Texts stand left and sort from A to Z first, figures stand right and sort from the largest. */
  readonly isText?: boolean;
  /** Narrow screens leave it out: what it says stands in another cell there as well. */
  readonly isWideOnly?: boolean;
  /** What it sorts by, and what the file says; `null`: there is no such figure. */
  readonly value: (row: Row) => number | string | null;
  /** What is read; the value as it is unless given. */
  readonly cell?: (row: Row) => ReactNode;
}

type Value<Row> = (row: Row) => number | null;

/** A text. */
export function text<Row>(
  id: string,
  label: string,
  value: (row: Row) => string | null,
  cell?: (row: Row) => ReactNode,
): Column<Row> {
  return { id, label, isText: true, value, cell: cell ?? ((row) => value(row) ?? format.NONE) };
}

/** How many. */
export function counted<Row>(id: string, label: string, value: Value<Row>): Column<Row> {
  return rounded(id, label, value, format.count, format.exactCount);
}

/** US dollars. */
export function dollars<Row>(id: string, label: string, value: Value<Row>): Column<Row> {
  return rounded(id, label, value, format.usd, format.exactUsd);
}

/** A part of 1. */
export function rate<Row>(id: string, label: string, value: Value<Row>): Column<Row> {
  return rounded(id, label, value, format.percent, format.exactPercent);
}

/** A length of time in seconds. */
export function seconds<Row>(id: string, label: string, value: Value<Row>): Column<Row> {
  return rounded(id, label, value, format.duration, format.exactDuration);
}

/** A length of time in milliseconds. */
export function milliseconds<Row>(id: string, label: string, value: Value<Row>): Column<Row> {
  return rounded(id, label, value, format.milliseconds, format.exactMilliseconds);
}

/** A part of 1, with a bar: how much of the whole a row is. */
export function share<Row>(id: string, label: string, value: Value<Row>): Column<Row> {
  return { id, label, value, cell: (row) => <Share value={value(row)} /> };
}

function rounded<Row>(
  id: string,
  label: string,
  value: Value<Row>,
  read: (value: number) => string,
  exact: (value: number) => string,
): Column<Row> {
  return {
    id,
    label,
    value,
    cell: (row) => {
      const figure = value(row);
      return figure === null ? format.NONE : <span title={exact(figure)}>{read(figure)}</span>;
    },
  };
}

function Share({ value }: { value: number | null }) {
  if (value === null) {
    return format.NONE;
  }
  const width = `${Math.min(Math.max(value, 0), 1) * 100}%`;
  return (
    <span className="flex items-center justify-end gap-1.5" title={format.exactPercent(value)}>
      <span className="h-1.5 w-12 overflow-hidden rounded-full bg-kumo-fill" aria-hidden="true">
        <span className="block h-full rounded-full bg-kumo-brand" style={{ width }} />
      </span>
      <span className="w-11">{format.percent(value)}</span>
    </span>
  );
}
