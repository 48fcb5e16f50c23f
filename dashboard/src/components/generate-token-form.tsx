import { Button } from '@cloudflare/kumo/components/button';
import { KeyIcon } from '@phosphor-icons/react';
import { type FormEvent, useState } from 'react';
import { useGenerateIngestToken } from '../api/ingest-tokens';
import { useFreshToken } from '../fresh-token-state';
import { ErrorNotice } from './error-notice';
import { TokenNameField } from './token-name-field';

/** Makes a token where none is in force. */
export function GenerateTokenForm() {
  const { setToken } = useFreshToken();
  const generate = useGenerateIngestToken(({ token }) => setToken(token));
  const [name, setName] = useState('');

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!generate.isPending) {
      generate.mutate(name);
    }
  };

  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-3">
      <div className="flex flex-wrap items-end gap-3">
        <div className="min-w-0 flex-1 basis-56">
          <TokenNameField name={name} onChange={setName} />
        </div>
        <Button
          type="submit"
          variant="primary"
          icon={<KeyIcon />}
          loading={generate.isPending}
          data-testid="generate-token"
        >
          Generate your ingest token
        </Button>
      </div>
      {generate.isError && <ErrorNotice title="The token could not be generated" error={generate.error} />}
    </form>
  );
}
