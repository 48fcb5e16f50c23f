import type { ReactNode } from 'react';

interface PageHeaderProps {
  title: string;
  /** A line below the title. */
  note?: ReactNode;
  /** What the person can change about the whole page. */
  controls?: ReactNode;
  /** Where there is room for it, it stays in view: what a long page shows is changed at its top. */
  isSticky?: boolean;
}

const STICKY =
  'lg:sticky lg:top-0 lg:z-20 lg:-mx-8 lg:-mt-6 lg:-mb-3 lg:bg-kumo-canvas/95 lg:px-8 lg:pt-6 lg:pb-3 lg:backdrop-blur-sm';

/** The top of a page. The shell moves the focus to this heading when the page changes. */
export function PageHeader({ title, note, controls, isSticky = false }: PageHeaderProps) {
  return (
    <header className={`flex flex-wrap items-end justify-between gap-x-6 gap-y-4 ${isSticky ? STICKY : ''}`}>
      <div className="min-w-0">
        <h1 tabIndex={-1} className="text-2xl font-semibold text-kumo-strong outline-none">
          {title}
        </h1>
        {note && <p className="mt-1 text-sm text-kumo-subtle">{note}</p>}
      </div>
      {controls}
    </header>
  );
}
