import { managedSettings, TOKEN_PLACEHOLDER } from '../managed-settings';
import { CopyButton } from './copy-button';

interface ManagedSettingsSnippetProps {
  endpoint: string;
  /** `undefined`: not known any more, a placeholder stands for it. */
  token: string | undefined;
}

/** The managed settings to paste, with where to paste them. */
export function ManagedSettingsSnippet({ endpoint, token }: ManagedSettingsSnippetProps) {
  const settings = managedSettings(endpoint, token ?? TOKEN_PLACEHOLDER);
  return (
    <div className="flex flex-col gap-3">
      <p className="text-sm leading-snug text-kumo-default">
        In the Claude.ai admin console open <strong>Admin settings → Claude Code → Managed settings</strong>,
        paste this and save. Developers get it the next time they start Claude Code; there is nothing for them
        to do.
      </p>
      <div className="overflow-hidden rounded-lg bg-kumo-recessed ring ring-kumo-line">
        <div className="flex items-center justify-between gap-2 border-b border-kumo-line py-1.5 pr-1.5 pl-3">
          <span className="text-sm text-kumo-subtle">Managed settings (JSON)</span>
          <CopyButton text={settings} what="the managed settings" />
        </div>
        <pre
          data-testid="managed-settings"
          className="px-3 py-3 font-mono text-xs leading-relaxed break-all whitespace-pre-wrap text-kumo-default sm:text-sm"
        >
          {settings}
        </pre>
      </div>
      {token === undefined && (
        <p className="text-sm leading-snug text-kumo-subtle">
          Put your ingest token in the place of <code className="font-mono">{TOKEN_PLACEHOLDER}</code>. A
          token is shown once only; whoever has lost it makes a new one in the settings.
        </p>
      )}
    </div>
  );
}
