import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorNotice } from './error-notice';
import { Reading } from './reading';

interface AnswerProps<Data> {
  query: UseQueryResult<Data>;
  /** What is asked for, such as "the members". */
  what: string;
  children: (data: Data) => ReactNode;
}

/** What was asked for; until it is there, or when it cannot be had, that. An answer that was had stays. */
export function Answer<Data>({ query, what, children }: AnswerProps<Data>) {
  const { data, error } = query;
  if (data !== undefined) {
    return children(data);
  }
  return error === null ? (
    <Reading what={what} />
  ) : (
    <ErrorNotice
      title={`${what.charAt(0).toUpperCase()}${what.slice(1)} could not be read`}
      error={error}
      onRetry={() => query.refetch()}
      isRetrying={query.isFetching}
    />
  );
}
