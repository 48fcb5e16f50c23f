import type { ActiveUser, Activity } from '../../api/types';
import type { Filters } from '../../scope';

/** The only user that is asked for: the days are then theirs. */
export function personOf({ users }: Activity, filters: Filters): ActiveUser | undefined {
  return filters.user?.length === 1 && users.length === 1 ? users[0] : undefined;
}
