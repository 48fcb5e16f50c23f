import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { settingsQuery } from '../../../api/dimensions';
import type { Dimensions } from '../../../api/types';
import { AnswerCard } from '../../../components/answer-card';
import { Card } from '../../../components/card';
import { Outcome } from '../../../components/outcome';
import { AddLabelForm } from './add-label-form';
import { HowToSet } from './how-to-set';
import { labelsOf } from './label-rows';
import { LabelTable } from './label-table';

/** By what figures can be told apart: department, team, and what else the org lists. */
export function LabelsCard() {
  const settings = useQuery(settingsQuery);
  return (
    <AnswerCard query={settings} title="Labels" what="the labels">
      {(dimensions) => <Labels dimensions={dimensions} />}
    </AnswerCard>
  );
}

function Labels({ dimensions }: { dimensions: Dimensions }) {
  const [outcome, setOutcome] = useState<string | undefined>();
  const labels = useMemo(() => labelsOf(dimensions), [dimensions]);
  const { attributes } = dimensions;
  return (
    <div className="flex flex-col gap-6">
      <Outcome text={outcome} />
      <LabelTable labels={labels} attributes={attributes} onDone={setOutcome} />
      <Card
        title="Add a label of your own"
        note="A resource attribute that clients declare, to filter and group every figure by."
      >
        <AddLabelForm attributes={attributes} onDone={setOutcome} />
      </Card>
      <HowToSet attributes={attributes} />
    </div>
  );
}
