import { ArrowLeftIcon } from '@phosphor-icons/react';
import { useLinkTo } from '../../../url-state';
import { useListTarget } from '../links';

/** The list as it was left, of the same days under the same filters. */
export function BackLink() {
  const linkTo = useLinkTo();
  const list = useListTarget();
  return (
    <a
      {...linkTo(list)}
      className="inline-flex items-center gap-1 self-start rounded text-sm text-kumo-link outline-none hover:underline focus-visible:ring-2 focus-visible:ring-kumo-brand"
      data-testid="back"
    >
      <ArrowLeftIcon aria-hidden="true" />
      All turns
    </a>
  );
}
