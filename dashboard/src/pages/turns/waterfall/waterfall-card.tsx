import { Button } from '@cloudflare/kumo/components/button';
import { ChartBarHorizontalIcon, ImageIcon, TableIcon } from '@phosphor-icons/react';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import type { Turn } from '../../../api/types';
import { Card } from '../../../components/card';
import { download } from '../../../download';
import * as format from '../../../format';
import { CsvButton } from '../../../tables/csv-button';
import { FigureTable } from '../../../tables/figure-table';
import { useTheme } from '../../../theme';
import { changeView, useChoice, useView } from '../../../url-state';
import { KindLegend } from './kind-legend';
import { isOf, keptOf, ONLY, type Only, shownOf } from './shown';
import { SPAN_COLUMNS } from './span-columns';
import { SpanDetails } from './span-details';
import type { Span, SpanList } from './spans';
import { Toolbar } from './toolbar';
import { type Active, TreeGrid } from './tree-grid';
import { useClosed } from './use-closed';
import { useFoundSpans } from './use-found';
import { useZoom } from './use-zoom';

interface WaterfallCardProps {
  turn: Turn;
  list: SpanList;
}

/** The spans of a turn over its time or, one press away, as a table; as a picture and as a file. */
export function WaterfallCard({ turn, list }: WaterfallCardProps) {
  const { spans } = list;
  const isTable = useView('show.spans') === 'table';
  const only = useChoice('only', ONLY);
  const [closed, setClosed] = useClosed(spans);
  const { zoom, whole, setZoom } = useZoom(list);
  const found = useFoundSpans(spans);
  const selected = list.byKey.get(useView('span') ?? '');
  const [active, setActive] = useState<Active>({ at: selected?.at ?? 0, isFocused: false });
  const kept = useMemo(() => keptOf(spans, only), [spans, only]);
  const shown = useMemo(() => shownOf(spans, closed, kept), [spans, closed, kept]);
  const isFaded = useCallback((span: Span) => !isOf(only, span), [only]);

  const chooseOnly = (next: Only) => {
    changeView({ only: next === 'all' ? undefined : next });
    // What is looked for must not hide in what is closed.
    setClosed(new Set());
  };
  /** Shows a span wherever it hides, and what is told of it. */
  const reveal = (span: Span) => {
    const open = new Set(closed);
    for (let at = span.parent; at >= 0; at = spans[at]?.parent ?? -1) {
      open.delete(at);
    }
    if (open.size < closed.size) {
      setClosed(open);
    }
    changeView({ span: span.key, ...(isFaded(span) ? { only: undefined } : {}) }, 'settled');
    setActive({ at: span.at, isFocused: false });
  };

  return (
    <div data-testid="chart-spans" className="min-w-0">
      <Card
        title="What happened when"
        note={<Note spans={spans.length} shown={shown.length} />}
        isFlush
        action={
          <div className="flex flex-wrap items-center gap-2">
            <TableToggle isTable={isTable} />
            <CsvButton id="spans" title="the spans" of={turn.id} columns={SPAN_COLUMNS} rows={spans} />
            <PictureButton turn={turn} list={list} shown={shown} zoom={zoom} />
          </div>
        }
      >
        {isTable ? (
          <FigureTable
            id="spans"
            caption="Spans of the turn"
            rows={spans}
            keyOf={({ key }) => key}
            columns={SPAN_COLUMNS}
          />
        ) : (
          <>
            <Toolbar
              spans={spans}
              found={found}
              selected={selected}
              onFound={reveal}
              only={only}
              onOnly={chooseOnly}
              onClosed={setClosed}
              zoom={zoom}
              whole={whole}
              onZoom={setZoom}
            />
            <div className={selected === undefined ? '' : 'xl:grid xl:grid-cols-[minmax(0,1fr)_22rem]'}>
              <TreeGrid
                list={list}
                shown={shown}
                closed={closed}
                onClosed={setClosed}
                zoom={zoom}
                whole={whole}
                onZoom={setZoom}
                active={active}
                onActive={setActive}
                selected={selected}
                onSelect={select}
                isFaded={isFaded}
              />
              {selected !== undefined && (
                <SpanDetails
                  list={list}
                  span={selected}
                  onSelect={(span) => (span === undefined ? close(selected) : reveal(span))}
                  isWanted={active.isFocused}
                />
              )}
            </div>
            <KindLegend list={list} />
          </>
        )}
      </Card>
    </div>
  );

  /** The focus was in the details that are gone: it goes back to the row. */
  function close(span: Span) {
    select(undefined);
    setActive({ at: span.at, isFocused: true });
  }
}

function select(span: Span | undefined): void {
  changeView({ span: span?.key }, 'settled');
}

function Note({ spans, shown }: { spans: number; shown: number }): ReactNode {
  const all = format.counted(spans, 'span', 'spans');
  return shown === spans ? all : `${format.exactCount(shown)} of ${all} shown`;
}

function TableToggle({ isTable }: { isTable: boolean }) {
  const label = isTable ? 'Show as a waterfall' : 'Show as a table';
  return (
    <Button
      size="sm"
      shape="square"
      icon={isTable ? <ChartBarHorizontalIcon /> : <TableIcon />}
      aria-label={label}
      title={label}
      onClick={() => changeView({ 'show.spans': isTable ? undefined : 'table', 'at.spans': undefined })}
      data-testid="show-spans"
    />
  );
}

interface PictureButtonProps {
  turn: Turn;
  list: SpanList;
  shown: readonly Span[];
  zoom: { fromMs: number; toMs: number };
}

/** A picture of the rows that are open, also of those that are not in view. */
function PictureButton({ turn, list, shown, zoom }: PictureButtonProps) {
  const theme = useTheme();
  const [said, setSaid] = useState('');
  const label = 'Download the waterfall as a picture (PNG)';
  return (
    <>
      <span role="status" className="text-sm text-kumo-subtle empty:hidden">
        {said}
      </span>
      <Button
        size="sm"
        shape="square"
        icon={<ImageIcon />}
        aria-label={label}
        title={label}
        onClick={async () => {
          const { waterfallPicture } = await import('./picture');
          const { picture, rows } = await waterfallPicture({ turn, list, shown, zoom, theme });
          download(`thinspan-spans-${turn.id}.png`, picture);
          setSaid(
            rows < shown.length
              ? `The picture has the first ${format.exactCount(rows)} of ${format.exactCount(shown.length)} rows.`
              : '',
          );
        }}
        data-testid="png-spans"
      />
    </>
  );
}
