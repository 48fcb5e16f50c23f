import { LinkButton } from '@cloudflare/kumo/components/button';
import { useLinkTo } from '../../url-state';

/** The end of it: on to the figures. */
export function AllArrives() {
  const linkTo = useLinkTo();
  return (
    <div className="flex flex-wrap items-center justify-between gap-3" data-testid="all-arrives">
      <p className="text-sm leading-snug text-kumo-default">
        Everything arrives. Figures are folded every five minutes.
      </p>
      <LinkButton variant="primary" {...linkTo({ page: 'overview' })}>
        Open the overview
      </LinkButton>
    </div>
  );
}
