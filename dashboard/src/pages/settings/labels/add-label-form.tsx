import { Button } from '@cloudflare/kumo/components/button';
import { Input } from '@cloudflare/kumo/components/input';
import { TagIcon } from '@phosphor-icons/react';
import { type FormEvent, useRef, useState } from 'react';
import { MAX_LABELS, useSetLabels } from '../../../api/dimensions';
import { counted } from '../../../format';

interface AddLabelFormProps {
  /** Those that are listed. */
  attributes: readonly string[];
  onDone: (outcome: string) => void;
}

/** Lists one more. What cannot be a label the API says. */
export function AddLabelForm({ attributes, onDone }: AddLabelFormProps) {
  const [attribute, setAttribute] = useState('');
  const [problem, setProblem] = useState<string | undefined>();
  const field = useRef<HTMLInputElement>(null);
  const wanted = attribute.trim();
  const set = useSetLabels(() => {
    setAttribute('');
    field.current?.focus();
    onDone(`${wanted} is a label from now on.`);
  });
  const error = problem ?? set.error?.message;
  const left = MAX_LABELS - attributes.length;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = problemOf(wanted, attributes);
    setProblem(found);
    if (found !== undefined) {
      field.current?.focus();
    } else if (!set.isPending) {
      set.mutate([...attributes, wanted], { onError: () => field.current?.focus() });
    }
  };

  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-3">
      <div className="flex flex-wrap items-end gap-3">
        <div className="min-w-0 flex-1 basis-64">
          <Input
            ref={field}
            label="Resource attribute"
            placeholder="Such as: squad"
            className="w-full"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            disabled={left <= 0}
            variant={error === undefined ? 'default' : 'error'}
            value={attribute}
            onChange={({ target }) => {
              setAttribute(target.value);
              setProblem(undefined);
              set.reset();
            }}
            aria-invalid={error !== undefined}
            aria-describedby="label-error label-hint"
            data-testid="label-attribute"
          />
        </div>
        <Button
          type="submit"
          variant="primary"
          icon={<TagIcon />}
          disabled={left <= 0}
          loading={set.isPending}
          data-testid="add-label"
        >
          Add label
        </Button>
      </div>
      <p
        id="label-error"
        role="alert"
        className="text-sm text-kumo-danger empty:hidden"
        data-testid="label-error"
      >
        {error}
      </p>
      <p id="label-hint" className="text-sm text-kumo-subtle">
        1 to 100 of the characters a–z A–Z 0–9 _ - . : @ + #.{' '}
        {left > 0
          ? `${counted(left, 'more label', 'more labels')} can be listed.`
          : `${MAX_LABELS} are listed, which is all there can be: remove one first.`}
      </p>
      <ul className="flex list-disc flex-col gap-1 pl-5 text-sm leading-snug text-kumo-default">
        <li>It counts from now on: what was reported before has no value of it, and never gets one.</li>
        <li>
          Choose what has few values, as squads or sites have. Figures are kept apart for each combination of
          values: what differs with every session, as a ticket does, makes the database large and pages slow.
        </li>
        <li>Its values are kept as clients send them, and every member sees them.</li>
      </ul>
    </form>
  );
}

function problemOf(wanted: string, attributes: readonly string[]): string | undefined {
  if (wanted === '') {
    return 'Enter the name of a resource attribute.';
  }
  return attributes.includes(wanted) ? `${wanted} is listed already.` : undefined;
}
