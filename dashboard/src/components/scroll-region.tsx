import { type ReactNode, useEffect, useRef } from 'react';

interface ScrollRegionProps {
  label: string;
  /** How tall it may get: a class such as `max-h-96`. */
  className?: string;
  children: ReactNode;
}

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
    const observer = new ResizeObserver(() => {
      const isWider = element.scrollWidth > element.clientWidth;
      const isTaller = element.scrollHeight > element.clientHeight;
      element.tabIndex = isWider || isTaller ? 0 : -1;
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  return (
    <section
      ref={region}
      aria-label={label}
      className={`relative overflow-x-auto outline-none focus-visible:ring-2 focus-visible:ring-kumo-brand focus-visible:ring-inset ${className}`}
    >
      {children}
    </section>
  );
}
