import { Banner } from '@cloudflare/kumo/components/banner';
import { Button } from '@cloudflare/kumo/components/button';
import { WarningCircleIcon } from '@phosphor-icons/react';

interface ErrorNoticeProps {
  /** What did not work, in the words of the page. */
  title: string;
  /** Why: its message says what to do. */
  error: Error;
  onRetry?: () => void;
  isRetrying?: boolean;
}

/** Something failed. Read out as soon as it appears. */
export function ErrorNotice({ title, error, onRetry, isRetrying = false }: ErrorNoticeProps) {
  return (
    <div role="alert" className="w-full">
      <Banner
        variant="error"
        icon={<WarningCircleIcon weight="fill" />}
        title={title}
        description={error.message}
        action={
          onRetry && (
            <Button size="sm" onClick={onRetry} loading={isRetrying}>
              Try again
            </Button>
          )
        }
      />
    </div>
  );
}
