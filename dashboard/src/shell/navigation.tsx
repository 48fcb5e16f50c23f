import { Button } from '@cloudflare/kumo/components/button';
import { Sidebar, useSidebar } from '@cloudflare/kumo/components/sidebar';
import { SignOutIcon } from '@phosphor-icons/react';
import type { MouseEvent } from 'react';
import { useSignOut } from '../api/session';
import type { Me } from '../api/types';
import { PAGES, preload } from '../pages/pages';
import { useLinkTo, usePage } from '../url-state';
import { Logo } from './logo';
import { OrgSwitcher } from './org-switcher';
import { ThemeToggle } from './theme-toggle';

/** The sidebar: where to go, and who is signed in. A sheet on narrow screens. */
export function Navigation({ me }: { me: Me }) {
  return (
    <Sidebar className="md:sticky md:top-0 md:h-svh" aria-label="Thinspan">
      <Sidebar.Header className="h-16 gap-3 px-4">
        <Logo />
        <div className="min-w-0">
          <div className="font-semibold text-kumo-strong">Thinspan</div>
          {me.orgs.length < 2 && (
            <div className="truncate text-sm text-kumo-subtle" title={me.org.name}>
              {me.org.name}
            </div>
          )}
        </div>
      </Sidebar.Header>
      <Sidebar.Content>
        <OrgSwitcher me={me} />
        <PageLinks me={me} />
      </Sidebar.Content>
      <Sidebar.Footer className="h-auto flex-col items-stretch gap-2 py-3">
        <SignedIn me={me} />
      </Sidebar.Footer>
    </Sidebar>
  );
}

function PageLinks({ me }: { me: Me }) {
  const current = usePage();
  const linkTo = useLinkTo();
  const { setOpenMobile } = useSidebar();
  return (
    <nav aria-label="Pages">
      <Sidebar.Menu>
        {PAGES.filter(({ isForAdmins }) => !isForAdmins || me.role === 'admin').map(
          ({ name, title, icon }) => {
            const link = linkTo({ page: name });
            const isActive = current === name;
            return (
              <Sidebar.MenuButton
                key={name}
                icon={icon}
                active={isActive}
                aria-current={isActive ? 'page' : undefined}
                href={link.href}
                className="focus-visible:ring-2 focus-visible:ring-kumo-brand focus-visible:ring-inset"
                onPointerEnter={() => preload(name)}
                onClick={(event: MouseEvent<HTMLElement>) => {
                  link.onClick(event);
                  setOpenMobile(false);
                }}
              >
                {title}
              </Sidebar.MenuButton>
            );
          },
        )}
      </Sidebar.Menu>
    </nav>
  );
}

function SignedIn({ me }: { me: Me }) {
  const signOut = useSignOut();
  return (
    <>
      <div className="min-w-0">
        <div className="truncate text-sm text-kumo-default" title={me.email}>
          {me.email}
        </div>
        <div className="text-sm text-kumo-subtle">{me.role === 'admin' ? 'Admin' : 'Viewer'}</div>
      </div>
      <div className="flex items-center justify-between gap-2">
        <Button
          size="sm"
          icon={<SignOutIcon />}
          loading={signOut.isPending}
          onClick={() => signOut.mutate()}
          data-testid="sign-out"
        >
          Sign out
        </Button>
        <ThemeToggle />
      </div>
      {signOut.isError && (
        <p role="alert" className="text-sm whitespace-normal text-kumo-danger">
          Not signed out: {signOut.error.message}
        </p>
      )}
    </>
  );
}
