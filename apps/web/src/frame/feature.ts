import type { LinkProps } from '@tanstack/react-router';
import type { Role } from '../api/index.js';
import type { IconName } from '../parts/index.js';
import type { TextKey } from '../texts/index.js';

/** Who a page is for. What a person may not do is not in their navigation. */
export type Audience = 'everybody' | 'members' | 'admins' | 'any-admins' | 'super-admins';

/** Groups of the navigation at the side, in their order. */
export const NAVIGATION_GROUPS = ['operate', 'improve', 'predict', 'set-up', 'platform'] as const;
export type SideGroup = (typeof NAVIGATION_GROUPS)[number];
/** `account` is reached by the account menu, and on a phone by its foot. */
export type NavigationGroup = SideGroup | 'account';

/** A page in the navigation, and in the commands. */
export interface NavigationEntry {
  readonly to: NonNullable<LinkProps['to']>;
  readonly label: TextKey;
  readonly icon: IconName;
  readonly group: NavigationGroup;
  /** Place in its group: 10, 20, 30 … */
  readonly order: number;
  readonly audience: Audience;
  /** Pressed after `G`, goes to the page. */
  readonly key?: string;
  /** Another page of the navigation lies below its address: only the address itself is this page. */
  readonly isExact?: true;
}

interface Person {
  readonly role: Role;
  /** Null for a super-admin who acts in no organization. */
  readonly organizationId: string | null;
}

/** Whether a page is for a person: pages of an organization need one. */
export function isFor(audience: Audience, { role, organizationId }: Person): boolean {
  switch (audience) {
    case 'everybody':
      return true;
    case 'members':
      return organizationId !== null;
    case 'admins':
      return organizationId !== null && role !== 'OPERATOR';
    // Super-admins need no organization for it.
    case 'any-admins':
      return role !== 'OPERATOR';
    case 'super-admins':
      return role === 'SUPER_ADMIN';
  }
}
