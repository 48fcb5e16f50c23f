import { LayerCard } from '@cloudflare/kumo/components/layer-card';
import { type ReactNode, useId } from 'react';
import { useCardHeading } from './section';

interface CardProps {
  title: string;
  note?: ReactNode;
  /** Stands at the right of the title. */
  action?: ReactNode;
  /** Lets the content reach the edges, as tables do. */
  isFlush?: boolean;
  children: ReactNode;
}

/** A titled part of a page; screen readers list it among the regions by its title. */
export function Card({ title, note, action, isFlush = false, children }: CardProps) {
  const headingId = useId();
  const Heading = useCardHeading();
  return (
    <LayerCard render={<section aria-labelledby={headingId} />} className="min-w-0">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-4 pt-4 pb-3">
        <div className="min-w-0 flex-1 basis-48">
          <Heading id={headingId} className="text-base font-semibold text-kumo-strong">
            {title}
          </Heading>
          {note && <p className="mt-0.5 text-sm text-kumo-subtle">{note}</p>}
        </div>
        {action}
      </div>
      <div className={isFlush ? '' : 'px-4 pb-4'}>{children}</div>
    </LayerCard>
  );
}
