import { filterLabel } from '../names';
import { type FilterName, withFilter } from '../scope';
import { useLinkTo, useScope, type View } from '../url-state';

interface NarrowLinkProps {
  name: FilterName;
  value: string;
  /** What the value is called. */
  text: string;
  /** How the page is looked at afterwards. */
  view: View;
}

/** A value that narrows every figure to what has it; once they are, its name. */
export function NarrowLink({ name, value, text, view }: NarrowLinkProps) {
  const scope = useScope();
  const linkTo = useLinkTo();
  const chosen = scope.filters[name];
  if (chosen?.length === 1 && chosen[0] === value) {
    return text;
  }
  const { href, onClick } = linkTo({
    scope: { ...scope, filters: withFilter(scope.filters, name, [value]) },
    view,
  });
  return (
    <a
      href={href}
      onClick={(event) => {
        onClick(event);
        if (event.defaultPrevented) {
          // The link goes with its table: what is new is read from the top.
          document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
          window.scrollTo({ top: 0 });
        }
      }}
      title={`Only this ${filterLabel(name).toLowerCase()}: ${value === '' ? text : value}`}
      className="rounded text-kumo-link no-underline outline-none hover:underline focus-visible:ring-2 focus-visible:ring-kumo-brand"
    >
      {text}
    </a>
  );
}
