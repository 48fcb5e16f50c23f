import { Button } from '@cloudflare/kumo/components/button';
import type { ReactNode } from 'react';
import { isUnanswerable } from '../api/error';
import { ErrorNotice } from '../components/error-notice';
import { EVERYTHING } from '../scope';
import { navigate } from '../url-state';
import { EmptyRange } from './empty-range';

/** What was asked for: a query, or several as one. */
export interface Asked<Data> {
  readonly data: Data | undefined;
  readonly error: Error | null;
  /** What is there is the answer to the question before. */
  readonly isPlaceholderData: boolean;
  readonly isFetching: boolean;
  readonly refetch: () => unknown;
}

interface FiguresProps<Data> {
  query: Asked<Data>;
  /** What is asked for, such as "usage". */
  what: string;
  /** Stands in their place until they are there. */
  skeleton: ReactNode;
  /** Nothing matches the days and the filters. */
  isEmpty?: (data: Data) => boolean;
  children: (data: Data) => ReactNode;
}

/** Figures that were asked for; until they are there, or when they cannot be had, that. Old ones stay, faded. */
export function Figures<Data>({ query, what, skeleton, isEmpty, children }: FiguresProps<Data>) {
  const { data, error, isPlaceholderData } = query;
  if (data === undefined) {
    if (error === null) {
      return skeleton;
    }
    const title = `${what.charAt(0).toUpperCase()}${what.slice(1)} could not be read`;
    return isUnanswerable(error) ? (
      <ErrorNotice title={title} error={error} action={<StartOver />} />
    ) : (
      <ErrorNotice
        title={title}
        error={error}
        onRetry={() => query.refetch()}
        isRetrying={query.isFetching}
      />
    );
  }
  if (!isPlaceholderData && isEmpty?.(data) === true) {
    return <EmptyRange what={what} />;
  }
  return (
    <div
      className={`flex flex-col gap-6 transition-opacity ${isPlaceholderData ? 'opacity-50' : ''}`}
      aria-busy={isPlaceholderData}
    >
      {children(data)}
    </div>
  );
}

/** An old link names what is no longer there, which is nowhere on the page to be taken back. */
function StartOver() {
  return (
    <Button size="sm" onClick={() => navigate({ scope: EVERYTHING, view: {} })} data-testid="start-over">
      Show all figures
    </Button>
  );
}
