import { Banner } from '@cloudflare/kumo/components/banner';
import { Button } from '@cloudflare/kumo/components/button';
import { WarningCircleIcon } from '@phosphor-icons/react';

interface MailNoticeProps {
  onRetry: () => void;
  isRetrying: boolean;
}

/** The code may not have gone out. Nothing is lost: another can be asked for. */
export function MailNotice({ onRetry, isRetrying }: MailNoticeProps) {
  return (
    <Banner
      variant="error"
      size="sm"
      icon={<WarningCircleIcon weight="fill" />}
      title="Mail could not be sent just now"
      description="No code has arrived? Try again in a moment. When this goes on, tell whoever runs this Thinspan."
      action={
        <Button size="sm" onClick={onRetry} loading={isRetrying} data-testid="mail-retry">
          Try again
        </Button>
      }
    />
  );
}
