import { Button } from '@cloudflare/kumo/components/button';
import { Input } from '@cloudflare/kumo/components/input';
import { type FormEvent, useRef, useState } from 'react';
import { isSignedOut } from '../../api/error';
import { useMailIsDown } from '../../api/mail';
import { useRequestCode, useVerifyCode } from '../../api/session';
import type { CodeSent } from '../../api/types';
import { counted } from '../../format';
import { FORM_ERROR_ID, FormError, INVALID_FIELD, requestProblem } from './form-error';
import { MailNotice } from './mail-notice';

const CODE_LENGTH = 6;
/** How often a code can be tried (docs/API.md). */
const TRIES = 5;

interface CodeStepProps {
  sent: CodeSent;
  onSentAgain: (sent: CodeSent) => void;
  onOtherAddress: () => void;
}

/**
 * One field for all six digits rather than a field for each: it takes what a password manager or the phone
 * fills in, what is pasted with spaces, and what a screen reader user types.
 */
export function CodeStep({ sent, onSentAgain, onOtherAddress }: CodeStepProps) {
  const verify = useVerifyCode();
  const resend = useRequestCode();
  const [code, setCode] = useState('');
  const [isShort, setIsShort] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const isMailDown = useMailIsDown(sent);
  const error = isShort ? 'Enter all six digits.' : (verify.error?.message ?? requestProblem(resend.error));

  const check = (complete: string) => {
    resend.reset();
    verify.mutate(complete, {
      onError: () => {
        setCode('');
        field.current?.focus();
      },
    });
  };

  const change = (text: string) => {
    const digits = text.replace(/\D/g, '').slice(0, CODE_LENGTH);
    setCode(digits);
    setIsShort(false);
    if (digits.length === CODE_LENGTH && digits !== code && !verify.isPending) {
      check(digits);
    }
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (code.length < CODE_LENGTH) {
      setIsShort(true);
      field.current?.focus();
    } else if (!verify.isPending) {
      check(code);
    }
  };

  const sendAgain = () => {
    verify.reset();
    setIsShort(false);
    setCode('');
    resend.mutate(sent.email, { onSuccess: onSentAgain });
    field.current?.focus();
  };

  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-5">
      <div>
        <h1 className="text-lg font-semibold text-kumo-strong">Enter your code</h1>
        <p className="mt-1 text-base text-kumo-subtle">
          If <strong className="font-medium break-all text-kumo-default">{sent.email}</strong> belongs to a
          member, a code of six digits is on its way. It is good for {lifetime(sent)}, in this browser.
        </p>
        {isLocal(window.location.hostname) && (
          <p className="mt-2 text-sm text-kumo-subtle">
            In local development the code is printed in the terminal.
          </p>
        )}
      </div>
      <div className="flex flex-col gap-2">
        <Input
          ref={field}
          label="Six-digit code"
          name="code"
          autoComplete="one-time-code"
          inputMode="numeric"
          size="lg"
          autoFocus
          className={`font-mono text-lg tracking-[0.5em] ${error === undefined ? '' : INVALID_FIELD}`}
          value={code}
          onChange={(event) => change(event.target.value)}
          aria-invalid={error !== undefined}
          aria-describedby={FORM_ERROR_ID}
          data-testid="sign-in-code"
        />
        <FormError message={error} />
        {verify.error !== null && isSignedOut(verify.error) && (
          <p className="text-sm text-kumo-subtle">
            A code can be tried {TRIES} times. After that, or when it does not arrive, send a new one.
          </p>
        )}
      </div>
      <div role="status" className="empty:hidden">
        {isMailDown && <MailNotice onRetry={sendAgain} isRetrying={resend.isPending} />}
      </div>
      <Button
        type="submit"
        variant="primary"
        size="lg"
        className="w-full justify-center"
        loading={verify.isPending}
        data-testid="sign-in-verify"
      >
        Sign in
      </Button>
      <div className="flex flex-wrap justify-between gap-2">
        <Button
          variant="ghost"
          size="sm"
          loading={resend.isPending}
          onClick={sendAgain}
          data-testid="sign-in-resend"
        >
          Send a new code
        </Button>
        <Button variant="ghost" size="sm" onClick={onOtherAddress} data-testid="sign-in-other">
          Use another address
        </Button>
      </div>
      <p role="status" className="text-sm text-kumo-success empty:hidden">
        {resend.isSuccess && verify.isIdle && 'A new code is on its way.'}
      </p>
    </form>
  );
}

function lifetime(sent: CodeSent): string {
  return counted(Math.round(sent.expires_in_seconds / 60), 'minute', 'minutes');
}

/** Whether the page is served by a developer's own machine, where no mail is sent. */
function isLocal(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '127.0.0.1' || hostname === '[::1]';
}
