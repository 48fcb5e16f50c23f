import { WarningCircleIcon } from '@phosphor-icons/react';
import * as format from '../../format';

/** How many failed: with a sign where any did. */
export function Errors({ count }: { count: number }) {
  if (count === 0) {
    return '0';
  }
  return (
    <span className="inline-flex items-center gap-1 text-kumo-danger" title={format.exactCount(count)}>
      <WarningCircleIcon weight="fill" aria-hidden="true" />
      {format.count(count)}
    </span>
  );
}
