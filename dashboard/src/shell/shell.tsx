import { Sidebar, useSidebar } from '@cloudflare/kumo/components/sidebar';
import { ListIcon } from '@phosphor-icons/react';
import { Suspense, useEffect, useRef } from 'react';
import type { Me } from '../api/types';
import { AdminsOnly } from '../components/admins-only';
import { Reading } from '../components/reading';
import { showWhole } from '../components/show-whole';
import { forgetFirstAdminKey } from '../first-admin-link';
import { FreshTokenProvider } from '../fresh-token-state';
import { PAGES, startPage } from '../pages/pages';
import { settle, usePage } from '../url-state';
import { Arrival, type Shown } from './arrival';
import { Logo } from './logo';
import { Navigation } from './navigation';
import { PageBoundary } from './page-boundary';
import { ThemeToggle } from './theme-toggle';

const MAIN_ID = 'main';

interface ShellProps {
  me: Me;
  shown: Shown;
}

/** What stands around every page. */
export function Shell({ me, shown }: ShellProps) {
  return (
    // Nothing that one org's pages hold is for another's.
    <FreshTokenProvider key={me.org.name}>
      <Sidebar.Provider>
        <a
          href={`#${MAIN_ID}`}
          className="sr-only rounded-lg bg-kumo-base px-3 py-2 text-kumo-link ring ring-kumo-line focus:not-sr-only focus:fixed focus:top-3 focus:left-3 focus:z-60"
        >
          Skip to the content
        </a>
        <Navigation me={me} />
        <Content me={me} shown={shown} />
      </Sidebar.Provider>
    </FreshTokenProvider>
  );
}

function Content({ me, shown }: ShellProps) {
  const { openMobile } = useSidebar();
  const named = usePage();
  const start = startPage(me);
  const page = PAGES.find(({ name }) => name === (named ?? start));
  const main = useRef<HTMLElement>(null);

  useEffect(() => {
    // From here on the page stays, also when the first data would make another one the start.
    if (named === undefined) {
      settle({ page: start });
    }
  }, [named, start]);

  useEffect(forgetFirstAdminKey, []);

  return (
    <div className="flex min-w-0 flex-1 flex-col" inert={openMobile}>
      <TopBar />
      <main
        ref={main}
        id={MAIN_ID}
        tabIndex={-1}
        onFocus={showWhole}
        className="mx-auto w-full max-w-[100rem] flex-1 px-4 py-6 outline-none sm:px-6 lg:px-8"
      >
        {page && (
          <PageBoundary key={page.name}>
            <Suspense fallback={<Reading what="the page" />}>
              {page.isForAdmins && me.role !== 'admin' ? (
                <AdminsOnly me={me} title={page.title} />
              ) : (
                <page.Content me={me} />
              )}
              <Arrival page={page.name} title={page.title} orgName={me.org.name} shown={shown} main={main} />
            </Suspense>
          </PageBoundary>
        )}
      </main>
    </div>
  );
}

/** Stands in for the sidebar on narrow screens. */
function TopBar() {
  const { isMobile, openMobile } = useSidebar();
  if (!isMobile) {
    return null;
  }
  return (
    <header className="sticky top-0 z-30 flex h-14 items-center gap-2 border-b border-kumo-line bg-kumo-base px-2">
      <Sidebar.Trigger aria-label="Open the navigation" aria-expanded={openMobile} className="size-10">
        <ListIcon size={20} />
      </Sidebar.Trigger>
      <Logo className="size-6" />
      <span className="flex-1 font-semibold text-kumo-strong">Thinspan</span>
      <ThemeToggle />
    </header>
  );
}
