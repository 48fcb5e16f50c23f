import { Button } from '@cloudflare/kumo/components/button';
import { Input } from '@cloudflare/kumo/components/input';
import { type FormEvent, useRef, useState } from 'react';
import { useRequestCode } from '../../api/session';
import type { CodeSent } from '../../api/types';
import { FORM_ERROR_ID, FormError, INVALID_FIELD, requestProblem } from './form-error';

interface EmailStepProps {
  hasEnded: boolean;
  email: string;
  onEmailChange: (email: string) => void;
  onSent: (sent: CodeSent) => void;
}

export function EmailStep({ hasEnded, email, onEmailChange, onSent }: EmailStepProps) {
  const request = useRequestCode();
  const [isMissing, setIsMissing] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const error = isMissing ? 'Enter your email address.' : requestProblem(request.error);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const address = email.trim();
    setIsMissing(address === '');
    if (address === '') {
      field.current?.focus();
      return;
    }
    request.mutate(address, { onSuccess: onSent, onError: () => field.current?.focus() });
  };

  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-5">
      <div>
        <h1 className="text-lg font-semibold text-kumo-strong">Sign in</h1>
        <p className="mt-1 text-base text-kumo-subtle">
          {hasEnded
            ? 'Your sign-in has ended. Enter your email address to get a new code.'
            : 'Enter your email address. We send you a code to sign in with.'}
        </p>
      </div>
      <div className="flex flex-col gap-2">
        <Input
          ref={field}
          label="Email address"
          type="email"
          name="email"
          autoComplete="email"
          inputMode="email"
          autoCapitalize="none"
          spellCheck={false}
          size="lg"
          autoFocus
          value={email}
          onChange={(event) => onEmailChange(event.target.value)}
          className={error === undefined ? '' : INVALID_FIELD}
          aria-invalid={error !== undefined}
          aria-describedby={FORM_ERROR_ID}
          data-testid="sign-in-email"
        />
        <FormError message={error} />
      </div>
      <Button
        type="submit"
        variant="primary"
        size="lg"
        className="w-full justify-center"
        loading={request.isPending}
        data-testid="sign-in-submit"
      >
        Email me a code
      </Button>
    </form>
  );
}
