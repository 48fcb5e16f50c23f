import { Banner } from '@cloudflare/kumo/components/banner';
import { WarningIcon } from '@phosphor-icons/react';
import { useEffect, useRef } from 'react';
import { CopyButton } from './copy-button';

/** A token that was just made, to be copied now or never. */
export function FreshToken({ token }: { token: string }) {
  const value = useRef<HTMLElement>(null);

  useEffect(() => {
    // The button that was pressed may be gone by now, and the keyboard's place on the page with it.
    if (document.activeElement === document.body) {
      value.current?.focus();
    }
  }, []);

  return (
    <div className="flex flex-col gap-3">
      <div role="status">
        <Banner
          variant="alert"
          size="sm"
          icon={<WarningIcon weight="fill" />}
          description="This is the only time this token is shown. It will never be shown again: copy it now, or use what is filled in with it under Connect."
        />
      </div>
      <div className="flex flex-wrap items-center justify-between gap-2 rounded-lg bg-kumo-recessed py-1.5 pr-1.5 pl-3 ring ring-kumo-line">
        <code
          ref={value}
          tabIndex={-1}
          data-testid="token-value"
          className="min-w-0 rounded font-mono text-sm break-all text-kumo-default outline-none focus-visible:ring-2 focus-visible:ring-kumo-brand"
        >
          {token}
        </code>
        <CopyButton text={token} what="the ingest token" />
      </div>
    </div>
  );
}
