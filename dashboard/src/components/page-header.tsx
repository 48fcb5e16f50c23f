import type { ReactNode } from 'react';

interface PageHeaderProps {
  title: string;
  /** A line below the title. */
  note?: ReactNode;
  /** What the person can change about the whole page. */
  controls?: ReactNode;
}

/** The top of a page. The shell moves the focus to this heading when the page changes. */
export function PageHeader({ title, note, controls }: PageHeaderProps) {
  return (
    <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-4">
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
