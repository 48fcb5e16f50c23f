import { type ReactNode, useEffect, useRef } from 'react';

interface ScrollRegionProps {
  label: string;
  /** How tall it may get: a class such as `max-h-96`. */
  className?: string;
  children: ReactNode;
}

/** Columns that end where the card ends would look like all there are. What has the focus is scrolled out of the fade. */
const FADE_WHERE_MORE_FOLLOWS =
  'scroll-pr-8 data-more:[mask-image:linear-gradient(to_left,transparent,black_2rem)]';

/**
 * Holds what may be wider than the screen, or taller than is fit. Only while there is something to scroll is it a stop for the
 * Tab key, so that the arrow keys can scroll it.
 */
export function ScrollRegion({ label, className = '', children }: ScrollRegionProps) {
  const region = useRef<HTMLElement>(null);

  useEffect(() => {
    const element = region.current;
    if (element === null) {
      return;
    }
    const look = () => {
      const { scrollLeft, scrollWidth, clientWidth, scrollHeight, clientHeight } = element;
      element.tabIndex = scrollWidth > clientWidth || scrollHeight > clientHeight ? 0 : -1;
      // Widths are rounded, what is scrolled is not.
      element.toggleAttribute('data-more', scrollLeft + clientWidth < scrollWidth - 1);
    };
    const observer = new ResizeObserver(look);
    observer.observe(element);
    for (const child of element.children) observer.observe(child);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, []);

  return (
    <section
      ref={region}
      aria-label={label}
      className={`relative overflow-x-auto outline-none focus-visible:ring-2 focus-visible:ring-kumo-brand focus-visible:ring-inset ${FADE_WHERE_MORE_FOLLOWS} ${className}`}
    >
      {children}
    </section>
  );
}
