import { SkeletonLine } from '@cloudflare/kumo/components/loader';
import type { UseQueryResult } from '@tanstack/react-query';
import type { GroupFigures, Usage } from '../../api/types';
import { Card } from '../../components/card';
import { ErrorNotice } from '../../components/error-notice';
import type { Column } from './columns';
import { GroupTable } from './group-table';

interface GroupCardProps {
  query: UseQueryResult<Usage>;
  title: string;
  testId: string;
  keyLabel: string;
  nameOf: (key: string) => string;
  columnsOf: (usage: Usage) => readonly Column[];
  isShown?: (group: GroupFigures) => boolean;
}

/** A table of groups, or why it is not there: one answer that fails leaves the others on the page. */
export function GroupCard({ query, title, testId, keyLabel, nameOf, columnsOf, isShown }: GroupCardProps) {
  const { data: usage, error } = query;
  return (
    <Card title={title} isFlush={usage !== undefined}>
      {usage !== undefined ? (
        <GroupTable
          title={title}
          testId={testId}
          keyLabel={keyLabel}
          nameOf={nameOf}
          columns={columnsOf(usage)}
          groups={isShown ? usage.groups.filter(isShown) : usage.groups}
        />
      ) : error === null ? (
        <div role="status" aria-label={`Reading ${title.toLowerCase()}`} className="flex flex-col gap-3">
          <SkeletonLine className="h-4 w-full" />
          <SkeletonLine className="h-4 w-2/3" />
        </div>
      ) : (
        <ErrorNotice
          title={`${title} could not be read`}
          error={error}
          onRetry={() => query.refetch()}
          isRetrying={query.isFetching}
        />
      )}
    </Card>
  );
}
