import { Link } from '@cloudflare/kumo/components/link';
import type { Me } from '../../api/types';
import { Sentence } from '../../components/sentence';
import { useLinkTo } from '../../url-state';

/** Waiting is told by traces alone (docs/API.md, "Quality"): what switches them on, and where that is done. */
export function WaitingSetting({ me }: { me: Me }) {
  const linkTo = useLinkTo();
  return (
    <>
      <Sentence text="Told by traces alone: CLAUDE_CODE_ENHANCED_TELEMETRY_BETA=1 and OTEL_TRACES_EXPORTER=otlp switch them on." />{' '}
      {me.role === 'admin' ? (
        <Link {...linkTo({ page: 'onboarding' })}>Connect</Link>
      ) : (
        <Link {...linkTo({ page: 'health' })}>See who sends them</Link>
      )}
    </>
  );
}
