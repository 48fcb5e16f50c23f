import {
  ChartBarIcon,
  ChatsCircleIcon,
  GaugeIcon,
  GearSixIcon,
  HeartbeatIcon,
  type Icon,
  PlugsConnectedIcon,
  SealCheckIcon,
  UsersThreeIcon,
} from '@phosphor-icons/react';
import { type ComponentType, lazy } from 'react';
import type { Me } from '../api/types';
import type { PageName } from '../url-state';
import type { PageProps } from './page-props';

interface Page {
  readonly name: PageName;
  readonly title: string;
  readonly icon: Icon;
  readonly isForAdmins: boolean;
  readonly Content: ComponentType<PageProps>;
}

type Load = () => Promise<{ default: ComponentType<PageProps> }>;

/** The code of every page. The shell has none of it. */
const LOAD: Readonly<Record<PageName, Load>> = {
  overview: () => import('./overview/overview-page'),
  usage: () => import('./usage/usage-page'),
  quality: () => import('./quality/quality-page'),
  activity: () => import('./activity/activity-page'),
  turns: () => import('./turns/turns-page'),
  health: () => import('./health/health-page'),
  onboarding: () => import('./onboarding/onboarding-page'),
  settings: () => import('./settings/settings-page'),
};

/** Every page, in the order of the navigation. */
export const PAGES: readonly Page[] = [
  page('overview', 'Overview', GaugeIcon),
  page('usage', 'Usage', ChartBarIcon),
  page('quality', 'Quality', SealCheckIcon),
  page('activity', 'Activity', UsersThreeIcon),
  page('turns', 'Turns', ChatsCircleIcon),
  page('health', 'Health', HeartbeatIcon),
  page('onboarding', 'Connect', PlugsConnectedIcon, 'admins'),
  page('settings', 'Settings', GearSixIcon),
];

function page(name: PageName, title: string, icon: Icon, who?: 'admins'): Page {
  return { name, title, icon, isForAdmins: who === 'admins', Content: lazy(LOAD[name]) };
}

/**
 * Begins to load a page's code: at once for the one that the address names, so that it comes while the session is
 * asked for, and for one that the pointer is over. What fails is told when the page is opened.
 */
export function preload(name: PageName): void {
  LOAD[name]().catch(() => undefined);
}

/** What is shown where the address names no page: until something is reported, an admin has to connect first. */
export function startPage(me: Me): PageName {
  return me.role === 'admin' && !me.ingest.has_data ? 'onboarding' : 'overview';
}
