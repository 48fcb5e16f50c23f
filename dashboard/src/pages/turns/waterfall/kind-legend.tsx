import type { NodeKind } from '../../../api/types';
import { KINDS } from './kinds';
import type { SpanList } from './spans';

/** What the signs and colours stand for, of those that are there, and which keys do what. */
export function KindLegend({ list }: { list: SpanList }) {
  const kinds = (Object.keys(KINDS) as NodeKind[]).filter((kind) =>
    list.spans.some(({ node }) => node.kind === kind),
  );
  return (
    <div className="flex flex-col gap-2 border-t border-kumo-line px-4 py-3 text-xs text-kumo-subtle">
      <ul className="flex flex-wrap gap-x-4 gap-y-1" aria-label="Kinds of spans">
        {kinds.map((kind) => {
          const { name, color, Icon } = KINDS[kind];
          return (
            <li key={kind} className="flex items-center gap-1.5">
              <Icon size={14} weight="bold" color={color} aria-hidden="true" />
              {name}
            </li>
          );
        })}
        <li>Paler part: until the first token</li>
        <li>Small lines: events</li>
        <li>Above: cost so far (area), tokens so far (dots)</li>
      </ul>
      <p id="waterfall-keys" className="max-sm:sr-only">
        Arrow keys move, open and close · Enter shows details · <kbd>+</kbd> <kbd>−</kbd> zoom, <kbd>Z</kbd>{' '}
        to the row, <kbd>0</kbd> whole turn · <kbd>Shift</kbd> and arrows go along · drag over the times to
        see a part
      </p>
    </div>
  );
}
