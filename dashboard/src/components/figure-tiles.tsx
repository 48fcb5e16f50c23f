import type { ReactNode } from 'react';
import * as format from '../format';
import type { Tone } from './change';
import { Tile } from './tile';

interface FigureTileProps {
  /** The API's own name of the figure where there is one. */
  id: string;
  label: string;
  /** `null`: there is no such figure. */
  value: number | null;
  /** The figure of the range before; left out: it is not compared. */
  before?: number | null | undefined;
  tone?: Tone;
  days?: readonly (number | null)[];
  children?: ReactNode;
}

/** How many. */
export function CountTile(props: FigureTileProps) {
  const { value } = props;
  return <Tile {...comparable(props)} text={format.count(value)} exact={format.exactCount(value)} />;
}

/** US dollars. */
export function DollarTile(props: FigureTileProps) {
  const { value } = props;
  return (
    <Tile
      {...comparable(props)}
      text={value === null ? format.NONE : format.usd(value)}
      exact={value === null ? format.NONE : format.exactUsd(value)}
    />
  );
}

/** A part of 1. */
export function RateTile(props: FigureTileProps) {
  const { value } = props;
  return (
    <Tile
      {...comparable(props)}
      isRate
      text={value === null ? format.NONE : format.percent(value)}
      exact={value === null ? format.NONE : format.exactPercent(value)}
    />
  );
}

/** What is not there has not changed either. */
function comparable(props: FigureTileProps): FigureTileProps {
  return props.value === null ? { ...props, before: undefined } : props;
}
