import type { LinkProps } from '@tanstack/react-router';
import type { Part } from '../../drafts/index.js';

/** The page that shows the draft of a part. A part without one is saved on the page of the history. */
export const PART_PAGES: Readonly<Partial<Record<Part, NonNullable<LinkProps['to']>>>> = {
  assets: '/settings/assets',
  tags: '/settings/tags',
  rules: '/rules',
  settings: '/settings',
};

/** Whether an address is that of the history. */
export const isAtHistory = (pathname: string): boolean => pathname === '/settings/history';
