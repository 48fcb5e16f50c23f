import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { dimensionsQuery } from '../api/figures';
import { Choice } from '../components/choice';
import { filterLabel } from '../names';
import { filterNames } from '../scope';
import { changeView, useSettledScope } from '../url-state';
import type { Grouping } from './grouping';

interface GroupChoiceProps {
  by: Grouping;
  /** The first one is chosen where the address names none. */
  offered: readonly [Grouping, ...Grouping[]];
  /** The table of the groups: of others it begins anew. */
  table: string;
}

/** What to group by. The org's own labels are asked for when somebody is about to choose. */
export function GroupChoice({ by, offered, table }: GroupChoiceProps) {
  const [isNear, setIsNear] = useState(false);
  const scope = useSettledScope();
  const { data: dimensions } = useQuery({ ...dimensionsQuery(scope), enabled: isNear });
  const labels = dimensions?.attributes.map((attribute): Grouping => `label.${attribute}`) ?? [];
  const values = new Set([...offered, ...labels, ...filterNames(scope.filters), by]);
  return (
    <Choice
      label="Group by"
      isLabelHidden
      options={[...values].map((value) => ({ value, label: `By ${inSentence(filterLabel(value), value)}` }))}
      value={by}
      onChange={(value) =>
        changeView({
          by: value === offered[0] ? undefined : value,
          [`at.${table}`]: undefined,
          [`find.${table}`]: undefined,
        })
      }
      onNear={() => setIsNear(true)}
      className="w-44"
      testId="by"
    />
  );
}

/** An org's own labels stay as it writes them. */
function inSentence(label: string, by: Grouping): string {
  return by.startsWith('label.') ? label : label.toLowerCase();
}
