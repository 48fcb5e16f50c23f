import { Button } from '@cloudflare/kumo/components/button';
import { CheckIcon, CopyIcon } from '@phosphor-icons/react';
import { useEffect, useState } from 'react';

const SHOWN_MS = 2_500;

interface CopyButtonProps {
  text: string;
  /** What is copied, such as "the token": a screen reader hears "Copy the token". */
  what: string;
}

/** Copies a text, and says whether that worked: clipboards are refused on pages without HTTPS. */
export function CopyButton({ text, what }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<'copied' | 'refused' | undefined>();

  useEffect(() => {
    if (outcome === undefined) {
      return;
    }
    const timer = setTimeout(() => setOutcome(undefined), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [outcome]);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome('copied');
    } catch {
      setOutcome('refused');
    }
  };

  return (
    <span className="inline-flex shrink-0 items-center gap-2">
      <span role="status" className={outcome === 'refused' ? 'text-sm text-kumo-danger' : 'sr-only'}>
        {outcome === 'copied' && 'Copied'}
        {outcome === 'refused' && 'Select the text and copy it by hand'}
      </span>
      <Button
        size="sm"
        icon={outcome === 'copied' ? <CheckIcon className="text-kumo-success" /> : <CopyIcon />}
        aria-label={`${outcome === 'copied' ? 'Copied' : 'Copy'} ${what}`}
        onClick={copy}
      >
        {outcome === 'copied' ? 'Copied' : 'Copy'}
      </Button>
    </span>
  );
}
