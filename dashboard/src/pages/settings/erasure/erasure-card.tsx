import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { erasuresQuery, peopleQuery } from '../../../api/erasures';
import { Answer } from '../../../components/answer';
import { AnswerCard } from '../../../components/answer-card';
import { Card } from '../../../components/card';
import { Outcome } from '../../../components/outcome';
import { ErasureForm } from './erasure-form';
import { ErasureTable } from './erasure-table';

/** Erasing what was reported of a person, and which erasures there were. */
export function ErasureCard() {
  const people = useQuery(peopleQuery);
  const erasures = useQuery(erasuresQuery);
  const [outcome, setOutcome] = useState<string | undefined>();
  return (
    <div className="flex flex-col gap-6">
      <Card
        title="Erase a person"
        note="For somebody who asks that what is kept about them be deleted. It cannot be undone."
      >
        <div className="flex flex-col gap-4">
          <WhatHappens />
          <Outcome text={outcome} />
          <Answer query={people} what="the people">
            {(all) => <ErasureForm people={all} onAsked={setOutcome} />}
          </Answer>
        </div>
      </Card>
      <AnswerCard query={erasures} title="Erasures" what="the erasures">
        {(all) => <ErasureTable erasures={all} />}
      </AnswerCard>
    </div>
  );
}

function WhatHappens() {
  return (
    <div className="grid gap-4 text-sm leading-snug sm:grid-cols-2">
      <div>
        <h3 className="font-semibold text-kumo-strong">What goes</h3>
        <ul className="mt-1 flex list-disc flex-col gap-1 pl-5 text-kumo-default">
          <li>every row that was reported of them: sessions, requests, turns, tool calls</li>
          <li>their address, their name, and the ids of their sessions</li>
        </ul>
      </div>
      <div>
        <h3 className="font-semibold text-kumo-strong">What stays</h3>
        <ul className="mt-1 flex list-disc flex-col gap-1 pl-5 text-kumo-default">
          <li>the organisation’s daily figures, under a stand-in that nobody can be found by</li>
          <li>that there was an erasure, when, and who asked for it; not of whom</li>
        </ul>
      </div>
      <p className="text-kumo-subtle sm:col-span-2">
        What their clients report from now on is counted anew: take the token off their machines first. A
        member of this page is removed under Members.
      </p>
    </div>
  );
}
