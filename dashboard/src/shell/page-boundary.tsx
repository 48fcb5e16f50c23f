import { Banner } from '@cloudflare/kumo/components/banner';
import { Button } from '@cloudflare/kumo/components/button';
import { WarningCircleIcon } from '@phosphor-icons/react';
import { Component, type ReactNode } from 'react';

interface PageBoundaryProps {
  children: ReactNode;
}

/**
 * Keeps a page that cannot be shown from taking the navigation with it: the code of some is loaded on demand,
 * which fails without a network or after a new version was deployed.
 */
export class PageBoundary extends Component<PageBoundaryProps, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override render() {
    return this.state.hasFailed ? (
      <div role="alert">
        <Banner
          variant="error"
          icon={<WarningCircleIcon weight="fill" />}
          title="This page could not be loaded"
          description="Check your connection. There may also be a newer version of the dashboard."
          action={
            <Button size="sm" onClick={() => window.location.reload()}>
              Load again
            </Button>
          }
        />
      </div>
    ) : (
      this.props.children
    );
  }
}
