import type { Organization } from '../../api/index.js';

/** Where a super-admin goes in an organization. */
export type Destination = '/alarms' | '/feeds' | '/models' | '/platform/dead-letters';

/** What a super-admin wants to do with an organization; a dialog asks before it is done. */
export type Step =
  | { readonly kind: 'act'; readonly organization: Organization; readonly to: Destination }
  | { readonly kind: 'enable' | 'disable'; readonly organization: Organization };
