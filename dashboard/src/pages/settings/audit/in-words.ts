import type { AuditEntry } from '../../../api/types';

/** A change as a sentence without its subject, who stands beside it. */
export function inWords({ action, subject, detail }: AuditEntry): string {
  const of = subject ?? '';
  const to = detail ?? '';
  switch (action) {
    case 'org_founded':
      return `Founded ${of}`;
    case 'admin_listed':
      return `${of} became an admin, as ADMIN_EMAILS lists them`;
    case 'member_added':
      return `Added ${of} as ${roleName(to)}`;
    case 'member_removed':
      return `Removed ${of}`;
    case 'role_changed':
      return `Made ${of} ${roleName(to)}`;
    case 'token_generated':
      return `Generated the ingest token ${tokenName(of, to)}`;
    case 'token_rotated':
      return `Rotated the ingest token: now ${tokenName(of, to)}`;
    case 'token_revoked':
      return `Revoked the ingest token ${tokenName(of, to)}`;
    case 'price_set':
      return `Set the price of ${of}: ${to}`;
    case 'labels_set': {
      // A list in JSON, of names that need no quotes.
      const labels = to.replaceAll(/[[\]"]/g, '').replaceAll(',', ', ');
      return labels === '' ? 'Listed no labels any more' : `Listed the labels ${labels}`;
    }
    case 'retention_set':
      return `Set how long things are kept: ${to}`;
    case 'person_erased':
      return `Had a person erased (${to})`;
    default:
      // Newer than this page.
      return [action.replaceAll('_', ' '), of, to].filter((part) => part !== '').join(' · ');
  }
}

function roleName(role: string): string {
  return role === 'admin' ? 'an admin' : `a ${role}`;
}

function tokenName(hint: string, name: string): string {
  return name === '' ? `${hint}…` : `${hint}… (${name})`;
}
