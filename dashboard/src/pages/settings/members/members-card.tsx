import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { membersQuery } from '../../../api/members';
import type { Me } from '../../../api/types';
import { AnswerCard } from '../../../components/answer-card';
import { Card } from '../../../components/card';
import { Outcome } from '../../../components/outcome';
import { AddMemberForm } from './add-member-form';
import { MemberTable } from './member-table';

/** Who may sign in, and what they may do. */
export function MembersCard({ me }: { me: Me }) {
  const members = useQuery(membersQuery);
  const [outcome, setOutcome] = useState<string | undefined>();
  return (
    <div className="flex flex-col gap-6">
      <Card
        title="Add a member"
        note="Viewers see every figure. Admins also connect clients and change what is on this page."
      >
        <AddMemberForm onAdded={setOutcome} />
      </Card>
      <Outcome text={outcome} />
      <AnswerCard query={members} title="Members" what="the members">
        {(all) => <MemberTable members={all} me={me} onDone={setOutcome} />}
      </AnswerCard>
    </div>
  );
}
