import { useEffect, useRef } from 'react';
import { useLinkTo } from '../url-state';

/** A part of a page. */
interface Tab {
  /** What the address calls it, in `tab`. */
  readonly name: string;
  readonly title: string;
}

interface TabLinksProps {
  /** Names them for screen readers. */
  label: string;
  tabs: readonly Tab[];
  shown: Tab;
}

/** Links, not buttons: each part has an address of its own. On narrow screens they scroll. */
export function TabLinks({ label, tabs, shown }: TabLinksProps) {
  const linkTo = useLinkTo();
  const current = useRef<HTMLAnchorElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the link is another one when another part is shown
  useEffect(() => {
    current.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [shown]);

  return (
    <nav aria-label={label} className="overflow-x-auto border-b border-kumo-line">
      <ul className="flex gap-1">
        {tabs.map((tab) => (
          <li key={tab.name}>
            <a
              ref={tab === shown ? current : undefined}
              {...linkTo({ view: { tab: tab.name } })}
              aria-current={tab === shown ? 'page' : undefined}
              data-testid={`tab-${tab.name}`}
              className="flex h-10 items-center border-b-2 border-transparent px-3 text-sm whitespace-nowrap text-kumo-subtle no-underline outline-none hover:text-kumo-default focus-visible:ring-2 focus-visible:ring-kumo-brand focus-visible:ring-inset aria-[current]:border-kumo-brand aria-[current]:font-medium aria-[current]:text-kumo-default"
            >
              {tab.title}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
