import { useEffect, useRef } from 'react';
import { useLinkTo } from '../../url-state';
import type { Tab } from './tabs';

interface TabLinksProps {
  tabs: readonly Tab[];
  shown: Tab;
}

/** Links, not buttons: each part has an address of its own. On narrow screens they scroll. */
export function TabLinks({ tabs, shown }: TabLinksProps) {
  const linkTo = useLinkTo();
  const current = useRef<HTMLAnchorElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the link is another one when another part is shown
  useEffect(() => {
    current.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [shown]);

  return (
    <nav aria-label="Settings" className="overflow-x-auto border-b border-kumo-line">
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
