import { LinkButton } from '@cloudflare/kumo/components/button';
import { Card } from '../../../components/card';
import { CopyButton } from '../../../components/copy-button';
import { useLinkTo } from '../../../url-state';

/** Values that nobody takes for their own. */
const STANDARD = 'department=engineering,team.id=checkout,cost_center=eng-123,deployment.environment=prod';

/** What clients have to be told, ready to be copied. */
export function HowToSet({ attributes }: { attributes: readonly string[] }) {
  const linkTo = useLinkTo();
  const own = attributes.map((attribute) => `,${encodeURIComponent(attribute)}=…`).join('');
  const line = `OTEL_RESOURCE_ATTRIBUTES=${STANDARD}${own}`;
  return (
    <Card
      title="How clients declare labels"
      note="In one environment variable, as in the managed settings of a team or on a machine."
      action={
        <LinkButton size="sm" variant="secondary" {...linkTo({ page: 'onboarding' })}>
          Ways to roll it out
        </LinkButton>
      }
    >
      <div className="flex flex-col gap-3">
        <div className="flex flex-wrap items-center justify-between gap-2 rounded-lg bg-kumo-recessed py-1.5 pr-1.5 pl-3 ring ring-kumo-line">
          <code
            className="min-w-0 font-mono text-sm wrap-anywhere text-kumo-default"
            data-testid="label-example"
          >
            {line}
          </code>
          <CopyButton text={line} what="the example" />
        </div>
        <ul className="flex list-disc flex-col gap-1 pl-5 text-sm leading-snug text-kumo-default">
          <li>
            Pairs are separated by commas; spaces, commas and the like in values are percent-encoded, as in{' '}
            <code className="font-mono">R%26D</code>.
          </li>
          <li>
            Claude Code finds the repository by itself, with{' '}
            <code className="font-mono wrap-anywhere">OTEL_METRICS_INCLUDE_REPOSITORY=true</code>.
          </li>
          <li>The next session that starts reports them.</li>
        </ul>
      </div>
    </Card>
  );
}
