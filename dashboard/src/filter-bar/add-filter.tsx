import { Button } from '@cloudflare/kumo/components/button';
import { Popover } from '@cloudflare/kumo/components/popover';
import { FunnelIcon } from '@phosphor-icons/react';
import { lazy, Suspense, useState } from 'react';
import { Reading } from '../components/reading';
import { PageBoundary } from '../shell/page-boundary';

const FilterMenu = lazy(() => import('./filter-menu'));

/** Opens the menu of everything that figures can be narrowed to. What there is is asked when it opens. */
export function AddFilter() {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Popover open={isOpen} onOpenChange={setIsOpen}>
      <Popover.Trigger
        render={
          <Button icon={<FunnelIcon />} data-testid="add-filter">
            Filter
          </Button>
        }
      />
      <Popover.Content className="w-80 max-w-[calc(100vw-2rem)]">
        <Popover.Title>Filter</Popover.Title>
        <PageBoundary>
          <Suspense fallback={<Reading what="the filters" />}>
            <FilterMenu />
          </Suspense>
        </PageBoundary>
      </Popover.Content>
    </Popover>
  );
}
