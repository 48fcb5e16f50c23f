// Whose a record is: which session, and what its session leaves untold.

import type { Entry } from './records.ts';

/** From the surest to the least; of one attribute, the resource's wins over the record's. */
const IDENTITY = ['work_email', 'user.email', 'enduser.id', 'user.account_id', 'user.id', 'process.owner'];

/** Labels besides the repository. */
export const LABELS = [
  'team.id',
  'department',
  'cost_center',
  'deployment.environment',
  'deployment.environment.name',
];

const REPOSITORY = ['vcs.repository.url.full', 'vcs.repository.name'];

/** What tells the surface for sure. */
const ENTRYPOINTS = new Set([
  'cli',
  'sdk-cli',
  'sdk-ts',
  'sdk-py',
  'claude-vscode',
  'claude-desktop',
  'claude-desktop-3p',
  'local-agent',
  'claude-in-slack',
  'remote',
]);
const SERVICES = new Set(['claude-code-desktop', 'claude-desktop', 'cowork', 'office-agent']);

const either = ({ resource, attributes }: Entry, key: string) => resource.text(key) ?? attributes.text(key);

export function identity(entry: Entry): { user: string; email: boolean } {
  for (const [rank, key] of IDENTITY.entries()) {
    const user = either(entry, key);
    if (user) return { user, email: rank < 2 };
  }
  return { user: '', email: false };
}

/** The id of a record's session; without one, all of a user's records are one session. */
export function sessionOf(entry: Entry): string {
  const id = entry.attributes.text('session.id') ?? entry.resource.text('session.id');
  return id ? `id ${id}` : `user ${identity(entry).user}`;
}

/** What is known of a session: anything that one of its records told. */
export class Session {
  readonly id: string;
  email = false;
  repository = false;
  entrypoint = false;
  labelled = false;
  version = '';
  os = '';

  constructor(id: string) {
    this.id = id;
  }

  see(entry: Entry) {
    this.email ||= identity(entry).email;
    this.repository ||= REPOSITORY.some((key) => either(entry, key));
    this.labelled ||= LABELS.some((key) => either(entry, key));
    this.entrypoint ||=
      ENTRYPOINTS.has(either(entry, 'app.entrypoint') ?? '') ||
      SERVICES.has(entry.resource.text('service.name') ?? '') ||
      either(entry, 'ccr.session.id') !== undefined;
    this.version ||= entry.resource.text('service.version') ?? '';
    this.os ||= entry.resource.text('os.type') ?? '';
  }
}
