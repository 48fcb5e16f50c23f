import type { ActiveUser } from '../../api/types';
import { valueName } from '../../names';
import { withFilter } from '../../scope';
import { useLinkTo, useScope } from '../../url-state';

/** A user, by name where it is known. The link narrows the page to what they did. */
export function UserLink({ user, name }: ActiveUser) {
  const scope = useScope();
  const linkTo = useLinkTo();
  return (
    <a
      {...linkTo({ scope: { ...scope, filters: withFilter(scope.filters, 'user', [user]) }, view: {} })}
      className="rounded text-kumo-link outline-none hover:underline focus-visible:ring-2 focus-visible:ring-kumo-brand"
    >
      {name ?? valueName('user', user)}
    </a>
  );
}

/** What a user is found by. */
export function textOfUser({ user, name }: ActiveUser): string {
  return `${name ?? ''} ${user}`;
}
