// Attributes that say where records come from: of the resource, and those that every record may have.
// `column` is one of the table `session`; `labels` is a JSON object there.

import { content, type Fates, insteadOf, into, notCounted, sameAs } from './fate.ts';

/** Claude surfaces, as the column `source` numbers them. */
const [CLI, VSCODE, AGENT_SDK, DESKTOP, COWORK, OFFICE, CLOUD] = [1, 2, 3, 4, 5, 6, 7] as const;

/** Which surface an attribute of the resource tells, by its value. */
export const SURFACES: [attribute: string, value: string, source: number][] = [
  ['service.name', 'claude-code', CLI],
  // The Agent SDK with an OTEL_SERVICE_NAME of its own.
  ['service.name', 'nightly-agent', AGENT_SDK],
  ['service.name', 'claude-code-desktop', DESKTOP],
  ['service.name', 'claude-desktop', DESKTOP],
  ['service.name', 'cowork', COWORK],
  ['service.name', 'office-agent', OFFICE],
  ['app.entrypoint', 'cli', CLI],
  ['app.entrypoint', 'sdk-cli', CLI],
  ['app.entrypoint', 'sdk-ts', AGENT_SDK],
  ['app.entrypoint', 'sdk-py', AGENT_SDK],
  ['app.entrypoint', 'claude-vscode', VSCODE],
  ['app.entrypoint', 'claude-desktop', DESKTOP],
  ['app.entrypoint', 'claude-desktop-3p', DESKTOP],
  ['app.entrypoint', 'local-agent', COWORK],
  ['app.entrypoint', 'claude-in-slack', CLOUD],
];

/** An admin's own attribute: kept where the org lists it. */
export const OWN_LABELS = ['service.namespace', 'tenant.id'];

/** Of the resource. Everything in OTEL_RESOURCE_ATTRIBUTES comes here, and again on every record. */
export const RESOURCE: Fates = {
  'service.name': into('source', 'office-agent', OFFICE),
  'service.version': into('version', '2.1.329'),
  'os.type': into('os', 'linux'),
  'os.version': notCounted,
  'host.arch': notCounted,
  'wsl.version': notCounted,
  'git.sha': notCounted,

  work_email: into('user', 'Jo@Example.com', 'jo@example.com'),
  'user.email': insteadOf(['work_email'], 'user', 'mia@example.com'),
  'enduser.id': insteadOf(['work_email', 'user.email'], 'user', 'E-7'),
  'enduser.sub': sameAs('enduser.id'),
  'process.owner': insteadOf(['work_email', 'user.email', 'enduser.id'], 'user', 'mia'),
  'user.name': into('user_name', 'Mia Berg'),

  'team.id': into('labels', 'ml', '{"team":"ml"}'),
  department: into('labels', 'research', '{"department":"research"}'),
  cost_center: into('labels', 'res-900', '{"cost_center":"res-900"}'),
  'deployment.environment.name': into('labels', 'prod', '{"environment":"prod"}'),
  'deployment.environment': insteadOf(
    ['deployment.environment.name'],
    'labels',
    'staging',
    '{"environment":"staging"}',
  ),
  'service.namespace': into('labels', 'bots', '{"service.namespace":"bots"}'),
  'tenant.id': into('labels', 'acme', '{"tenant.id":"acme"}'),
};

/** Of every span, event and data point. */
export const COMMON: Fates = {
  'session.id': into('name', 'd309f470-7a59-4fe7-8cf7-cbdf255af925'),
  'ccr.session.id': into('source', 'session_01', CLOUD),
  'app.entrypoint': into('source', 'sdk-ts', AGENT_SDK),
  'terminal.type': insteadOf(['app.entrypoint'], 'source', 'vscode', VSCODE),
  'app.version': insteadOf(['service.version'], 'version', '2.1.330'),
  'user.email': into('user', 'sam@example.com'),
  'user.account_id': insteadOf(['user.email'], 'user', 'user_01abc'),
  'user.account_uuid': sameAs('user.account_id'),
  'user.id': insteadOf(['user.email', 'user.account_id'], 'user', 'a8e8c472'),
  'user.name': into('user_name', 'Sam Li'),
  'user.groups': notCounted,
  'identity.source': notCounted,
  'organization.id': sameAs('the org of the ingest token'),
  'anthropic.custom_base_url': notCounted,
  'anthropic.provider': notCounted,
  'vcs.repository.url.full': into(
    'labels',
    'https://git.example.com/acme/webshop',
    '{"repository":"git.example.com/acme/webshop"}',
  ),
  'vcs.repository.name': into('labels', 'webshop', '{"repository":"webshop"}'),
  // With the repository's name: `acme/webshop`.
  'vcs.owner.name': sameAs('vcs.repository.name'),
  'vcs.provider.name': notCounted,
  'workspace.host_paths': content,
  'workflow.run_id': notCounted,
  'workflow.name': notCounted,

  // Copies of the resource's.
  'deployment.environment': sameAs('that of the resource'),
  'team.id': sameAs('that of the resource'),
  department: sameAs('that of the resource'),
  cost_center: sameAs('that of the resource'),
  'service.namespace': sameAs('that of the resource'),
};
