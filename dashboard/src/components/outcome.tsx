import { useEffect, useRef } from 'react';

/**
 * What a change came to. Read out when it is said; and it takes the keyboard's place on the page when that is
 * lost, because what was pressed is gone.
 */
export function Outcome({ text }: { text: string | undefined }) {
  const line = useRef<HTMLParagraphElement>(null);

  useEffect(() => {
    if (text !== undefined && (document.activeElement ?? document.body) === document.body) {
      line.current?.focus();
    }
  }, [text]);

  return (
    <p
      ref={line}
      role="status"
      tabIndex={-1}
      className="rounded text-sm text-kumo-success outline-none empty:hidden focus-visible:ring-2 focus-visible:ring-kumo-brand"
      data-testid="outcome"
    >
      {text}
    </p>
  );
}
