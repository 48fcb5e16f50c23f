import { useMemo } from 'react';
import { useView } from '../../../url-state';
import type { Span } from './spans';

/** The spans that have the text that is looked for; `undefined`: nothing is looked for. */
export function useFoundSpans(spans: readonly Span[]): readonly Span[] | undefined {
  const wanted = useView('find.spans')?.trim().toLowerCase();
  return useMemo(
    () =>
      wanted === undefined || wanted === '' ? undefined : spans.filter(({ text }) => text.includes(wanted)),
    [spans, wanted],
  );
}
