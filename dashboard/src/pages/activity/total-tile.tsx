import type { ReactNode } from 'react';
import type { ActiveDay, Activity, ActivityTotals } from '../../api/types';
import type { Tone } from '../../components/change';
import { Tile } from '../../components/tile';
import * as format from '../../format';
import { NOT_BY_MODEL } from '../each-cost';

/** How a figure is written. */
const KINDS = {
  count: { read: format.count, exact: format.exactCount },
  time: { read: format.duration, exact: format.exactDuration },
} as const;

export interface TotalTileProps {
  /** The API's name, in the totals and of each day. */
  id: keyof ActivityTotals & keyof ActiveDay;
  label: string;
  activity: Activity;
  kind?: keyof typeof KINDS;
  tone?: Tone;
  /** Stands before the figure. */
  sign?: string;
  children: ReactNode;
}

/** A figure of the whole range that each of its days has, too. */
export function TotalTile({
  id,
  label,
  activity,
  kind = 'count',
  tone,
  sign = '',
  children,
}: TotalTileProps) {
  const { totals, previous, series } = activity;
  const value = totals[id];
  return (
    <Tile
      id={id}
      label={label}
      text={value === null ? format.NONE : `${sign}${KINDS[kind].read(value)}`}
      exact={KINDS[kind].exact(value)}
      value={value}
      before={previous?.totals[id]}
      tone={tone ?? 'neutral'}
      days={series.map((day) => day[id])}
    >
      {value === null ? NOT_BY_MODEL : children}
    </Tile>
  );
}
