import { Fragment } from 'react';

/** A text with addresses in it: where one does not fit the line, it breaks after its `@` rather than in a word. */
export function AddressText({ text }: { text: string }) {
  const [first = '', ...others] = text.split('@');
  return (
    <span className="wrap-anywhere">
      {first}
      {others.map((part, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never move
        <Fragment key={place}>
          @<wbr />
          {part}
        </Fragment>
      ))}
    </span>
  );
}
