import { LayerCard } from '@cloudflare/kumo/components/layer-card';
import { CheckIcon } from '@phosphor-icons/react';
import type { ReactNode } from 'react';

interface StepProps {
  number: number;
  title: string;
  state: 'done' | 'now' | 'later';
  children?: ReactNode;
}

const MARK_STYLE: Record<StepProps['state'], string> = {
  done: 'bg-kumo-success-tint text-kumo-success',
  now: 'bg-kumo-contrast text-kumo-inverse',
  later: 'text-kumo-subtle ring ring-kumo-line',
};

/** One step of several, with its number or a check mark once it is done. */
export function Step({ number, title, state, children }: StepProps) {
  return (
    <LayerCard
      render={<li aria-current={state === 'now' ? 'step' : undefined} />}
      className="flex flex-col gap-3 p-4"
    >
      <div className="flex items-center gap-3">
        <span
          className={`flex size-7 shrink-0 items-center justify-center rounded-full text-sm font-semibold ${MARK_STYLE[state]}`}
        >
          {state === 'done' ? <CheckIcon weight="bold" aria-label="Done:" /> : number}
        </span>
        <h2
          className={`min-w-0 text-base font-semibold ${state === 'later' ? 'text-kumo-subtle' : 'text-kumo-strong'}`}
        >
          {title}
        </h2>
      </div>
      {children && <div className="flex min-w-0 flex-col gap-3 sm:ml-10">{children}</div>}
    </LayerCard>
  );
}
