import type {
  Approvals,
  Decider,
  DeciderDecisions,
  Decisions,
  LanguageDecisions,
  QualityDay,
  ToolDecisions,
} from '../../api/types';
import { type Column, counted, rate, text } from '../../tables/column';
import { TableCard } from '../../tables/table-card';
import { ApprovalChart, DecisionChart } from './daily-charts';

interface ApprovalsTabProps {
  approvals: Approvals;
  days: readonly QualityDay[];
}

/** Decisions whether a tool may run. */
export function ApprovalsTab({ approvals, days }: ApprovalsTabProps) {
  return (
    <>
      <div className="grid gap-6 lg:grid-cols-2">
        <ApprovalChart days={days} />
        <DecisionChart days={days} />
      </div>
      <TableCard
        id="by_tool"
        title="Decisions by tool"
        note="The rate is of people's decisions alone: a rule answers without asking anyone."
        columns={TOOL_COLUMNS}
        rows={approvals.by_tool}
        keyOf={toolOf}
        textOf={toolOf}
        sort="-people_decided"
      />
      <TableCard
        id="by_decider"
        title="Who decided"
        columns={DECIDER_COLUMNS}
        rows={approvals.by_decider}
        keyOf={deciderOf}
      />
      <TableCard
        id="by_language"
        title="Edits by language"
        note="Decisions about edits, by the language of the file."
        columns={LANGUAGE_COLUMNS}
        rows={approvals.by_language}
        keyOf={languageOf}
        textOf={languageOf}
        sort="-people_decided"
        empty="No client has told of the language of an edit in these days."
      />
    </>
  );
}

/** Decisions by whose they are, of whatever the row is about; {@link DECIDERS} has those of none of them. */
type ByWhom = Pick<ToolDecisions, 'people' | 'hooks' | 'automatic'>;

function byWhom<Row extends ByWhom>(): readonly Column<Row>[] {
  return [
    rate('people_rate', 'Approved', ({ people }) => people.rate),
    counted('people_decided', 'People asked', ({ people }) => decided(people)),
    counted('people_accepted', 'Accepted', ({ people }) => people.accepted),
    counted('people_rejected', 'Rejected', ({ people }) => people.rejected),
    counted('hooks_accepted', 'Hooks let run', ({ hooks }) => hooks.accepted),
    counted('hooks_rejected', 'Hooks blocked', ({ hooks }) => hooks.rejected),
    counted('automatic_accepted', 'Rules let run', ({ automatic }) => automatic.accepted),
    counted('automatic_rejected', 'Rules denied', ({ automatic }) => automatic.rejected),
  ];
}

function decided({ accepted, rejected }: Decisions): number {
  return accepted + rejected;
}

const toolOf = ({ tool }: ToolDecisions) => tool;
const languageOf = ({ language }: LanguageDecisions) => language;
const deciderOf = ({ decider }: DeciderDecisions) => decider;

const TOOL_COLUMNS: readonly Column<ToolDecisions>[] = [text('tool', 'Tool', toolOf, named), ...byWhom()];

const LANGUAGE_COLUMNS: readonly Column<LanguageDecisions>[] = [
  text('language', 'Language', languageOf, ({ language }) => (language === '' ? 'Not said' : language)),
  ...byWhom<LanguageDecisions>(),
];

function named({ tool }: ToolDecisions): string {
  return tool === '' ? 'Not said' : tool;
}

/** Who decided, in words. */
const DECIDERS: Readonly<Record<Decider, string>> = {
  config: 'A rule in the settings',
  hook: 'A hook',
  user_permanent: 'A person, for good',
  user_temporary: 'A person, this once',
  user_abort: 'A person who interrupted',
  user_reject: 'A person who said no',
  other: 'Something newer than this version',
};

const DECIDER_COLUMNS: readonly Column<DeciderDecisions>[] = [
  text('decider', 'Who', deciderOf, ({ decider }) => DECIDERS[decider] ?? decider),
  counted('accepted', 'Accepted', ({ accepted }) => accepted),
  counted('rejected', 'Rejected', ({ rejected }) => rejected),
];
