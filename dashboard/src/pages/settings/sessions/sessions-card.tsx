import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { sessionsQuery } from '../../../api/sessions';
import { Answer } from '../../../components/answer';
import { Card } from '../../../components/card';
import { Outcome } from '../../../components/outcome';
import { EndOthersDialog } from './end-others-dialog';
import { SessionItem } from './session-item';

/** Where the person is signed in. */
export function SessionsCard() {
  const sessions = useQuery(sessionsQuery);
  const [outcome, setOutcome] = useState<string | undefined>();
  const others = sessions.data?.filter(({ is_current: isCurrent }) => !isCurrent).length ?? 0;
  return (
    <Card
      title="Your sessions"
      note="Where you are signed in. Sign out what you do not know, or no longer use."
      action={others > 0 && <EndOthersDialog count={others} onEnded={setOutcome} />}
    >
      <div className="flex flex-col gap-3">
        <Outcome text={outcome} />
        <Answer query={sessions} what="your sessions">
          {(all) => (
            <ul className="divide-y divide-kumo-line" data-testid="sessions">
              {all.map((session) => (
                <SessionItem key={session.id} session={session} onEnded={setOutcome} />
              ))}
            </ul>
          )}
        </Answer>
      </div>
    </Card>
  );
}
