import { LayerCard } from '@cloudflare/kumo/components/layer-card';
import { useEffect, useState } from 'react';
import { useForgetAnswers } from '../../api/session';
import type { CodeSent } from '../../api/types';
import { useFirstAdminKey } from '../../first-admin-link';
import { Logo } from '../../shell/logo';
import { ThemeToggle } from '../../shell/theme-toggle';
import { CodeStep } from './code-step';
import { EmailStep } from './email-step';
import { FirstAdminStep } from './first-admin-step';

/**
 * Sign-in with a one-time code: first the address, then the code that was mailed to it. Or, once in the life
 * of a deployment, with its link for the first admin.
 */
export default function SignInPage({ hasEnded }: { hasEnded: boolean }) {
  const [sent, setSent] = useState<CodeSent | undefined>();
  const [email, setEmail] = useState('');
  const linkKey = useFirstAdminKey();
  useForgetAnswers();

  useEffect(() => {
    document.title = 'Sign in · Thinspan';
  }, []);

  return (
    <div className="flex min-h-svh flex-col">
      <div className="flex justify-end p-3">
        <ThemeToggle />
      </div>
      <main className="mx-auto flex w-full max-w-md flex-1 flex-col justify-center gap-6 px-4 pb-24">
        <div className="flex items-center justify-center gap-3">
          <Logo className="size-9" />
          <span className="text-2xl font-semibold text-kumo-strong">Thinspan</span>
        </div>
        <LayerCard className="p-6">
          {linkKey !== undefined ? (
            <FirstAdminStep key={linkKey} linkKey={linkKey} />
          ) : sent === undefined ? (
            <EmailStep hasEnded={hasEnded} email={email} onEmailChange={setEmail} onSent={setSent} />
          ) : (
            <CodeStep sent={sent} onSentAgain={setSent} onOtherAddress={() => setSent(undefined)} />
          )}
        </LayerCard>
        <p className="text-center text-sm text-kumo-subtle">Usage, activity and cost of Claude Code</p>
      </main>
    </div>
  );
}
