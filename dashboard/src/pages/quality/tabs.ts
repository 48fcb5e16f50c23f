/** The parts of the page, in the order in which they are shown; the address names one in `tab`. */
export const TABS = [
  { name: 'summary', title: 'Summary' },
  { name: 'approvals', title: 'Approvals' },
  { name: 'tools', title: 'Tools and hooks' },
  { name: 'requests', title: 'Model requests' },
  { name: 'waiting', title: 'Waiting for people' },
] as const;

export const TAB_NAMES = ['summary', 'approvals', 'tools', 'requests', 'waiting'] as const;
