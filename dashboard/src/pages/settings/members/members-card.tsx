import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { membersQuery } from '../../../api/members';
import type { Me } from '../../../api/types';
import { Answer } from '../../../components/answer';
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
      <Card title="Members" note="Who may sign in. There is no password: each gets a code by mail.">
        <div className="flex flex-col gap-3">
          <Outcome text={outcome} />
          <Answer query={members} what="the members">
            {(all) => <MemberTable members={all} me={me} onDone={setOutcome} />}
          </Answer>
        </div>
      </Card>
    </div>
  );
}
