import type { ComponentType } from 'react';
import type { PageProps } from '../page-props';
import { AuditCard } from './audit/audit-card';
import { ErasureCard } from './erasure/erasure-card';
import { LabelsCard } from './labels/labels-card';
import { MembersCard } from './members/members-card';
import { PricesCard } from './prices/prices-card';
import { RetentionCard } from './retention/retention-card';
import { SessionsCard } from './sessions/sessions-card';
import { IngestTokenCard } from './token/ingest-token-card';

export interface Tab {
  /** What the address calls it. */
  readonly name: string;
  readonly title: string;
  readonly isForAdmins: boolean;
  readonly Content: ComponentType<PageProps>;
}

/** Every part of the settings, in the order in which they are shown. */
export const TABS: readonly Tab[] = [
  { name: 'token', title: 'Ingest token', isForAdmins: true, Content: IngestTokenCard },
  { name: 'members', title: 'Members', isForAdmins: true, Content: MembersCard },
  { name: 'sessions', title: 'Your sessions', isForAdmins: false, Content: SessionsCard },
  { name: 'prices', title: 'Prices', isForAdmins: false, Content: PricesCard },
  { name: 'labels', title: 'Labels', isForAdmins: true, Content: LabelsCard },
  { name: 'retention', title: 'Retention', isForAdmins: true, Content: RetentionCard },
  { name: 'audit', title: 'Audit log', isForAdmins: true, Content: AuditCard },
  { name: 'erasure', title: 'Erase a person', isForAdmins: true, Content: ErasureCard },
];
