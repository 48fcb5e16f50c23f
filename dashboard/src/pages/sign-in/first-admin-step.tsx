import { Button } from '@cloudflare/kumo/components/button';
import { ApiError } from '../../api/error';
import { useFirstAdmin } from '../../api/session';
import { forgetFirstAdminKey } from '../../first-admin-link';
import { FormError } from './form-error';

/**
 * Signs in by the deployment's link, when a person presses the button and not before: programs that preview
 * links open them too, and this one works once.
 */
export function FirstAdminStep({ linkKey }: { linkKey: string }) {
  const signIn = useFirstAdmin();
  const isRefused = signIn.error instanceof ApiError && !signIn.error.isTransient;
  return (
    <div className="flex flex-col gap-5">
      <div>
        <h1 className="text-lg font-semibold text-kumo-strong">Set up Thinspan</h1>
        <p className="mt-1 text-base text-kumo-subtle">
          This link signs in the first admin of this deployment without mail. It works once.
        </p>
      </div>
      <FormError message={signIn.error?.message} />
      {!isRefused && (
        <Button
          variant="primary"
          size="lg"
          className="w-full justify-center"
          loading={signIn.isPending}
          onClick={() => signIn.mutate(linkKey)}
          data-testid="first-admin"
        >
          Sign in as the first admin
        </Button>
      )}
      <Button
        variant={isRefused ? 'primary' : 'ghost'}
        size={isRefused ? 'lg' : 'sm'}
        className={isRefused ? 'w-full justify-center' : 'self-center'}
        onClick={forgetFirstAdminKey}
        data-testid="first-admin-mail"
      >
        Sign in with your email address
      </Button>
    </div>
  );
}
