import { Banner } from '@cloudflare/kumo/components/banner';
import { Button } from '@cloudflare/kumo/components/button';
import { HourglassMediumIcon, InfoIcon, WarningIcon } from '@phosphor-icons/react';
import type { Turn } from '../../../api/types';
import * as format from '../../../format';
import type { SpanList } from '../waterfall/spans';

interface NoticesProps {
  turn: Turn;
  list: SpanList;
  onReload: () => void;
  isReloading: boolean;
}

/** What is not told of the turn, and why. */
export function Notices({ turn, list, onReload, isReloading }: NoticesProps) {
  const notices = [
    !turn.complete && (
      <div key="incomplete" data-testid="incomplete">
        <Banner
          variant="alert"
          icon={<HourglassMediumIcon weight="fill" />}
          title="This turn has not ended, as far as was told"
          description="It goes on, or the client was killed before it could report the end."
          action={
            <Button size="sm" onClick={onReload} loading={isReloading}>
              Read again
            </Button>
          }
        />
      </div>
    ),
    turn.truncated && (
      <div key="truncated" data-testid="truncated">
        <Banner
          variant="alert"
          icon={<WarningIcon weight="fill" />}
          title="There is more than is shown"
          description="Of a turn, the first 5,000 spans, 5,000 events and 100 sessions are read."
        />
      </div>
    ),
    turn.unpriced_tokens > 0 && (
      <div key="unpriced" data-testid="unpriced" data-value={turn.unpriced_tokens}>
        <Banner
          variant="alert"
          icon={<WarningIcon weight="fill" />}
          title={`${format.count(turn.unpriced_tokens)} tokens of models without a price`}
          description="They are in no cost on this page."
        />
      </div>
    ),
    list.toldByLogs > 0 && (
      <div key="logs" data-testid="told-by-logs" data-value={list.toldByLogs}>
        <Banner
          icon={<InfoIcon weight="fill" />}
          title={
            list.toldByLogs === list.spans.length
              ? 'Told by events alone'
              : `${format.counted(list.toldByLogs, 'row is', 'rows are')} told by events alone`
          }
          description={
            <>
              Spans would also tell what set off what, how long people were waited for, and the first token.
              Set <code className="text-xs break-all">CLAUDE_CODE_ENHANCED_TELEMETRY_BETA=1</code> and{' '}
              <code className="text-xs break-all">OTEL_TRACES_EXPORTER=otlp</code>. Cowork has no spans.
            </>
          }
        />
      </div>
    ),
  ].filter((notice) => notice !== false);
  return notices.length === 0 ? null : <div className="flex flex-col gap-3">{notices}</div>;
}
