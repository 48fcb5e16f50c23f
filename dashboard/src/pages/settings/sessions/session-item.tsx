import { Badge } from '@cloudflare/kumo/components/badge';
import { Button } from '@cloudflare/kumo/components/button';
import { useEndSession } from '../../../api/sessions';
import type { Session } from '../../../api/types';
import { time } from '../../../format';

interface SessionItemProps {
  session: Session;
  onEnded: (outcome: string) => void;
}

/** A browser. This one is signed out where every page has the button for it. */
export function SessionItem({ session, onEnded }: SessionItemProps) {
  const end = useEndSession(session.id, () => onEnded(`${session.browser} was signed out.`));
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3" data-key={session.id}>
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-2 font-medium text-kumo-default">
          {session.browser}
          {session.is_current && <Badge variant="info">This browser</Badge>}
        </div>
        <p className="mt-0.5 text-sm leading-snug text-kumo-subtle">
          Last used {time(session.last_used_at)} · signed in {time(session.created_at)} · ends{' '}
          {time(session.expires_at)} at the latest
        </p>
        <p role="alert" className="mt-0.5 text-sm text-kumo-danger empty:hidden">
          {end.error?.message}
        </p>
      </div>
      {!session.is_current && (
        <Button
          size="sm"
          loading={end.isPending}
          aria-label={`Sign out ${session.browser}, last used ${time(session.last_used_at)}`}
          onClick={() => end.mutate()}
          data-testid="end-session"
        >
          Sign out
        </Button>
      )}
    </li>
  );
}
