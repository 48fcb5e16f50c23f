import { Input } from '@cloudflare/kumo/components/input';
import { MAX_TOKEN_NAME } from '../api/ingest-tokens';

interface TokenNameFieldProps {
  name: string;
  onChange: (name: string) => void;
}

/** What to call a token. It need not be called anything. */
export function TokenNameField({ name, onChange }: TokenNameFieldProps) {
  return (
    <Input
      label="Name (optional)"
      placeholder="Such as: autumn 2026"
      autoComplete="off"
      maxLength={MAX_TOKEN_NAME}
      value={name}
      onChange={(event) => onChange(event.target.value)}
      data-testid="token-name"
    />
  );
}
