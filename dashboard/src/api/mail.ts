import { useEffect, useState } from 'react';
import { get } from './client';
import type { CodeSent, MailState } from './types';

/** When to ask, after a code was: the mail goes after the answer, and a slow provider takes its time. */
const ASK_AFTER_MS = [3_000, 8_000];

/**
 * Whether mail was found to be down since this code was asked for. The answer to the request for a code does
 * not say, for it is the same for everybody.
 */
export function useMailIsDown(sent: CodeSent): boolean {
  const [downFor, setDownFor] = useState<CodeSent | undefined>();

  useEffect(() => {
    const ask = async () => {
      try {
        const { is_down: isDown } = await get<MailState>('/api/v1/auth/mail');
        setDownFor(isDown ? sent : undefined);
      } catch {
        // Nothing is known: the person can still wait for the mail, or ask again.
      }
    };
    const timers = ASK_AFTER_MS.map((ms) => setTimeout(ask, ms));
    return () => timers.forEach(clearTimeout);
  }, [sent]);

  return downFor === sent;
}
