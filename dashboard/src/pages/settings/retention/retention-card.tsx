import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { settingsQuery } from '../../../api/dimensions';
import { AnswerCard } from '../../../components/answer-card';
import { Card } from '../../../components/card';
import { Outcome } from '../../../components/outcome';
import { RetentionForm } from './retention-form';

/** How long things are kept. */
export function RetentionCard() {
  const settings = useQuery(settingsQuery);
  const [outcome, setOutcome] = useState<string | undefined>();
  return (
    <AnswerCard query={settings} title="Retention" what="how long things are kept">
      {({ retention, first_day: firstDay }) => (
        <Card title="Retention" note="What is older is deleted by the cron, day by day. Days are UTC days.">
          <div className="flex flex-col gap-4">
            <Outcome text={outcome} />
            <RetentionForm
              key={`${retention.raw_days} ${retention.daily_days}`}
              kept={retention}
              firstDay={firstDay}
              onSet={setOutcome}
            />
          </div>
        </Card>
      )}
    </AnswerCard>
  );
}
