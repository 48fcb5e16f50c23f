import { ChartBarIcon, GearSixIcon, type Icon, PlugsConnectedIcon } from '@phosphor-icons/react';
import { type ComponentType, lazy } from 'react';
import type { Me } from '../api/types';
import type { PageName } from '../url-state';
import type { PageProps } from './page-props';
import { UsagePage } from './usage/usage-page';

interface Page {
  readonly name: PageName;
  readonly title: string;
  readonly icon: Icon;
  readonly isForAdmins: boolean;
  readonly Content: ComponentType<PageProps>;
}

/** Every page, in the order of the navigation. What is seldom opened is loaded when it is. */
export const PAGES: readonly Page[] = [
  { name: 'usage', title: 'Usage', icon: ChartBarIcon, isForAdmins: false, Content: UsagePage },
  {
    name: 'onboarding',
    title: 'Connect',
    icon: PlugsConnectedIcon,
    isForAdmins: true,
    Content: lazy(() => import('./onboarding/onboarding-page')),
  },
  {
    name: 'settings',
    title: 'Settings',
    icon: GearSixIcon,
    isForAdmins: false,
    Content: lazy(() => import('./settings/settings-page')),
  },
];

/** What is shown where the address names no page: until something is reported, an admin has to connect first. */
export function startPage(me: Me): PageName {
  return me.role === 'admin' && !me.ingest.has_data ? 'onboarding' : 'usage';
}
