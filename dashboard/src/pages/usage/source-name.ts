/** Names of the sources that docs/API.md lists; a new one shows under its own key. */
const NAMES: Readonly<Record<string, string>> = {
  cli: 'Terminal',
  vscode: 'VS Code',
  agent_sdk: 'Agent SDK',
  desktop: 'Desktop',
  cowork: 'Cowork',
  office: 'Office',
  cloud: 'Cloud',
  other: 'Other',
};

export function sourceName(key: string): string {
  return NAMES[key] ?? (key === '' ? 'Unknown' : key);
}
