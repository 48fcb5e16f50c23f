import { Badge } from '@cloudflare/kumo/components/badge';
import { CheckCircleIcon, CircleDashedIcon } from '@phosphor-icons/react';
import { useEffect, useState } from 'react';
import { isOptional } from '../../api/onboarding';
import type { ChecklistItem } from '../../api/types';
import { Sentence } from '../../components/sentence';

/** What there is to be told. Whatever comes true while the page is open is read out. */
export function Checklist({ items }: { items: readonly ChecklistItem[] }) {
  return (
    <>
      <ul className="divide-y divide-kumo-line rounded-lg ring ring-kumo-line">
        {items.map((item) => (
          <Item key={item.id} item={item} />
        ))}
      </ul>
      <News items={items} />
    </>
  );
}

function Item({ item }: { item: ChecklistItem }) {
  return (
    <li className="flex gap-3 px-3 py-2.5" data-testid={`check-${item.id}`} data-done={item.is_done}>
      {item.is_done ? (
        <CheckCircleIcon
          size={20}
          weight="fill"
          className="mt-px shrink-0 text-kumo-success"
          aria-label="Done:"
        />
      ) : (
        <CircleDashedIcon size={20} className="mt-px shrink-0 text-kumo-subtle" aria-label="Missing:" />
      )}
      <div className="flex min-w-0 flex-1 flex-col gap-0.5">
        <div className="flex flex-wrap items-center gap-2 text-sm font-medium text-kumo-default">
          {item.title}
          {!item.is_done && isOptional(item) && <Badge variant="outline">Optional</Badge>}
        </div>
        <p className="text-sm leading-snug wrap-anywhere text-kumo-subtle">
          <Sentence text={item.detail} />
        </p>
      </div>
    </li>
  );
}

/** Says what has come true since the answer before, to those who do not see it turn green. */
function News({ items }: { items: readonly ChecklistItem[] }) {
  const done = items
    .filter(({ is_done: isDone }) => isDone)
    .map(({ title }) => title)
    .join(', ');
  const [before] = useState(done);
  const [news, setNews] = useState('');

  useEffect(() => {
    setNews(done === before ? '' : `Done: ${done}`);
  }, [done, before]);

  return (
    <p aria-live="polite" className="sr-only">
      {news}
    </p>
  );
}
