import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Answer } from './answer';
import { Card } from './card';

interface AnswerCardProps<Data> {
  query: UseQueryResult<Data>;
  title: string;
  /** What is asked for, such as "the members". */
  what: string;
  /** A card of the same title. */
  children: (data: Data) => ReactNode;
}

/** A card that needs its answer as a whole, as that of a table does; until it is there, its title and why not. */
export function AnswerCard<Data>({ query, title, what, children }: AnswerCardProps<Data>) {
  return query.data === undefined ? (
    <Card title={title}>
      <Answer query={query} what={what}>
        {() => null}
      </Answer>
    </Card>
  ) : (
    children(query.data)
  );
}
