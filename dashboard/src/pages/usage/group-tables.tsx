import type { UseQueryResult } from '@tanstack/react-query';
import type { GroupFigures, Usage } from '../../api/types';
import { totalTokens } from '../../figures';
import {
  ACTIVE_TIME,
  CACHE_HITS,
  CACHE_READ,
  CACHE_WRITE,
  COST,
  ERRORS,
  INPUT,
  LINES,
  OUTPUT,
  PROMPTS,
  REQUESTS,
  SESSIONS,
  share,
  TOKENS,
} from './columns';
import { GroupCard } from './group-card';
import { sourceName } from './source-name';

type UsageQuery = UseQueryResult<Usage>;

export function UserTable({ query }: { query: UsageQuery }) {
  return (
    <GroupCard
      query={query}
      title="Users"
      testId="table-user"
      keyLabel="User"
      nameOf={(key) => (key === '' ? 'Unknown' : key)}
      columnsOf={(usage) => [
        COST,
        share(usage.totals),
        TOKENS,
        REQUESTS,
        SESSIONS,
        PROMPTS,
        ACTIVE_TIME,
        LINES,
      ]}
    />
  );
}

export function ModelTable({ query }: { query: UsageQuery }) {
  return (
    <GroupCard
      query={query}
      title="Models"
      testId="table-model"
      keyLabel="Model"
      nameOf={(key) => (key === '' ? 'No model' : key)}
      isShown={concernsModels}
      columnsOf={(usage) => [
        COST,
        share(usage.totals),
        REQUESTS,
        ERRORS,
        INPUT,
        OUTPUT,
        CACHE_READ,
        CACHE_WRITE,
        CACHE_HITS,
      ]}
    />
  );
}

export function SourceTable({ query }: { query: UsageQuery }) {
  return (
    <GroupCard
      query={query}
      title="Sources"
      testId="table-source"
      keyLabel="Source"
      nameOf={sourceName}
      columnsOf={(usage) => [
        COST,
        share(usage.totals),
        TOKENS,
        REQUESTS,
        SESSIONS,
        PROMPTS,
        ACTIVE_TIME,
        LINES,
      ]}
    />
  );
}

/** What has no model (sessions, prompts, tool runs) would be a row without a figure in this table. */
function concernsModels(group: GroupFigures): boolean {
  return group.key === ''
    ? totalTokens(group) > 0 || group.requests > 0 || group.errors > 0 || group.cost_usd > 0
    : true;
}
