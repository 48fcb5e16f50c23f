import { type ReactNode, useDeferredValue, useMemo } from 'react';
import type { Me } from '../api/types';
import { PageHeader } from '../components/page-header';
import { FilterBar } from '../filter-bar/filter-bar';
import { ScopeControls } from '../filter-bar/scope-controls';
import * as format from '../format';
import type { SettledScope } from '../scope';
import { useSettledScope } from '../url-state';
import { NothingYet } from './nothing-yet';

interface FiguresPageProps {
  me: Me;
  title: string;
  /** There is something to show. Unless it says otherwise: something was reported. */
  hasSomething?: boolean;
  children: (scope: SettledScope) => ReactNode;
}

/**
 * A page of figures: its title, what narrows them, and the figures, once there are any. What was pressed
 * shows it at once; the figures, which may be many, follow.
 */
export function FiguresPage({ me, title, hasSomething = me.ingest.has_data, children }: FiguresPageProps) {
  const scope = useSettledScope();
  const shown = useDeferredValue(scope);
  const figures = useMemo(() => children(shown), [children, shown]);
  if (!hasSomething) {
    return <NothingYet me={me} title={title} />;
  }
  return (
    <div className="flex flex-col gap-6">
      <PageHeader
        title={title}
        note={`${format.range(scope.range)} · UTC days · figures are folded every five minutes`}
        controls={<ScopeControls />}
        isSticky
      />
      <FilterBar />
      <div className="flex flex-col gap-6" aria-busy={shown !== scope}>
        {figures}
      </div>
    </div>
  );
}
