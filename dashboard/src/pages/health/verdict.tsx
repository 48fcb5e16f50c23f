import { LinkButton } from '@cloudflare/kumo/components/button';
import { LayerCard } from '@cloudflare/kumo/components/layer-card';
import { CheckCircleIcon, type Icon, InfoIcon, WarningCircleIcon, WarningIcon } from '@phosphor-icons/react';
import { useId } from 'react';
import type { Me } from '../../api/types';
import { Sentence } from '../../components/sentence';
import { useLinkTo } from '../../url-state';
import type { Finding, Severity } from './findings';
import { People } from './people';

interface VerdictProps {
  me: Me;
  /** The most important first. */
  findings: readonly Finding[];
}

interface Look {
  readonly icon: Icon;
  readonly color: string;
  /** A screen reader hears it before the finding. */
  readonly label: string;
}

const LOOKS: Readonly<Record<Severity | 'fine', Look>> = {
  fine: { icon: CheckCircleIcon, color: 'text-kumo-success', label: 'Fine:' },
  more: { icon: InfoIcon, color: 'text-kumo-link', label: 'Could be more:' },
  look: { icon: WarningIcon, color: 'text-kumo-warning', label: 'Worth a look:' },
  wrong: { icon: WarningCircleIcon, color: 'text-kumo-danger', label: 'Wrong:' },
};

/** Is everything arriving? In a sentence, and what to do where it is not. */
export function Verdict({ me, findings }: VerdictProps) {
  const headingId = useId();
  const linkTo = useLinkTo();
  const worst = findings[0]?.severity ?? 'fine';
  const { icon: Mark, color } = LOOKS[worst];
  return (
    <LayerCard
      render={<section aria-labelledby={headingId} />}
      className="min-w-0"
      data-testid="verdict"
      data-value={worst}
    >
      <div className="flex flex-wrap items-center justify-between gap-3 p-4">
        <div className="flex min-w-0 items-center gap-3">
          <Mark size={32} weight="fill" className={`shrink-0 ${color}`} aria-hidden="true" />
          <div className="min-w-0">
            <h2 id={headingId} className="text-lg font-semibold text-kumo-strong">
              {heading(findings)}
            </h2>
            <p className="text-sm text-kumo-subtle">{subheading(findings, me)}</p>
          </div>
        </div>
        {findings.length > 0 && me.role === 'admin' && (
          <LinkButton variant="secondary" {...linkTo({ page: 'onboarding' })}>
            Settings to roll out
          </LinkButton>
        )}
      </div>
      {findings.length > 0 && (
        <ol className="divide-y divide-kumo-line border-t border-kumo-line">
          {findings.map((finding) => (
            <Item key={finding.id} finding={finding} />
          ))}
        </ol>
      )}
    </LayerCard>
  );
}

function Item({ finding }: { finding: Finding }) {
  const { icon: Mark, color, label } = LOOKS[finding.severity];
  return (
    <li
      className="flex gap-3 px-4 py-2.5"
      data-testid={`finding-${finding.id}`}
      data-severity={finding.severity}
    >
      <Mark size={20} weight="fill" className={`mt-px shrink-0 ${color}`} aria-label={label} />
      <div className="min-w-0 flex-1 text-sm">
        <p className="font-medium text-kumo-default">
          {finding.part === undefined ? (
            finding.title
          ) : (
            <a
              href={`#${finding.part}`}
              className="rounded text-inherit no-underline outline-none hover:underline focus-visible:ring-2 focus-visible:ring-kumo-brand"
            >
              {finding.title}
            </a>
          )}
        </p>
        <p className="leading-snug wrap-anywhere text-kumo-subtle">
          <Sentence text={finding.mend} />
        </p>
        {finding.who.length > 0 && (
          <div className="mt-0.5 text-kumo-subtle">
            <People names={finding.who} />
          </div>
        )}
      </div>
    </li>
  );
}

function heading(findings: readonly Finding[]): string {
  const wrong = findings.filter(({ severity }) => severity === 'wrong').length;
  const look = findings.filter(({ severity }) => severity === 'look').length;
  if (wrong > 0) {
    return wrong === 1 ? 'One thing is wrong' : `${wrong} things are wrong`;
  }
  if (look > 0) {
    return look === 1 ? 'One thing is worth a look' : `${look} things are worth a look`;
  }
  return 'Everything arrives';
}

function subheading(findings: readonly Finding[], me: Me): string {
  const more = findings.filter(({ severity }) => severity === 'more').length;
  const settings = more === 1 ? 'One setting would tell more.' : `${more} settings would tell more.`;
  return [
    findings.length === 0 && 'All signals, from everybody, with everything that clients can tell.',
    more > 0 && settings,
    findings.length > 0 && me.role !== 'admin' && `Ask an admin of ${me.org.name} to change settings.`,
  ]
    .filter(Boolean)
    .join(' ');
}
