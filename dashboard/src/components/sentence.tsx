import { withTimes } from '../format';

/** What is to be set stands in sentences of the API, with or without its value. */
const VARIABLE = /((?:OTEL|CLAUDE_CODE)_[A-Z_]+(?:=[\w.<>=/-]*[\w>])?)/;

/** A sentence of the API, in which variables look like what is pasted, and times like times. */
export function Sentence({ text }: { text: string }) {
  return text.split(VARIABLE).map((part) =>
    VARIABLE.test(part) ? (
      <code key={part} className="font-mono text-xs text-kumo-default">
        {part}
      </code>
    ) : (
      withTimes(part)
    ),
  );
}
