import { ChartBarIcon, GearSixIcon, type Icon } from '@phosphor-icons/react';
import type { ComponentType } from 'react';
import type { Me } from '../api/types';
import type { PageName } from '../url-state';
import { SettingsPage } from './settings/settings-page';
import { UsagePage } from './usage/usage-page';

export interface PageProps {
  readonly me: Me;
}

interface Page {
  readonly name: PageName;
  readonly title: string;
  readonly icon: Icon;
  readonly Content: ComponentType<PageProps>;
}

/** Every page, in the order of the navigation. */
export const PAGES: readonly Page[] = [
  { name: 'usage', title: 'Usage', icon: ChartBarIcon, Content: UsagePage },
  { name: 'settings', title: 'Settings', icon: GearSixIcon, Content: SettingsPage },
];
