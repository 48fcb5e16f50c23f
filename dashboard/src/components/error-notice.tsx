import { Banner } from '@cloudflare/kumo/components/banner';
import { Button } from '@cloudflare/kumo/components/button';
import { WarningCircleIcon } from '@phosphor-icons/react';
import type { ReactNode } from 'react';

interface ErrorNoticeProps {
  /** What did not work, in the words of the page. */
  title: string;
  /** Why: its message says what to do. */
  error: Error;
  onRetry?: () => void;
  isRetrying?: boolean;
  /** What to do where trying again is of no use. */
  action?: ReactNode;
}

/** Something failed. Read out as soon as it appears. */
export function ErrorNotice({ title, error, onRetry, isRetrying = false, action }: ErrorNoticeProps) {
  return (
    <div role="alert" className="w-full">
      <Banner
        variant="error"
        icon={<WarningCircleIcon weight="fill" />}
        title={title}
        description={error.message}
        action={
          onRetry ? (
            <Button size="sm" onClick={onRetry} loading={isRetrying}>
              Try again
            </Button>
          ) : (
            action
          )
        }
      />
    </div>
  );
}
