import { createContext, type ReactNode, useContext, useId } from 'react';

const InSection = createContext(false);

interface SectionProps {
  title: string;
  note?: ReactNode;
  children: ReactNode;
}

/** A part of a long page: several cards under one heading, which are then a level deeper. */
export function Section({ title, note, children }: SectionProps) {
  const headingId = useId();
  return (
    <section aria-labelledby={headingId} className="flex flex-col gap-4">
      <div>
        <h2 id={headingId} className="text-lg font-semibold text-kumo-strong">
          {title}
        </h2>
        {note && <p className="mt-0.5 text-sm text-kumo-subtle">{note}</p>}
      </div>
      <InSection value={true}>{children}</InSection>
    </section>
  );
}

/** The heading of a card: below that of the page, or of the section that it stands in. */
export function useCardHeading(): 'h2' | 'h3' {
  return useContext(InSection) ? 'h3' : 'h2';
}
