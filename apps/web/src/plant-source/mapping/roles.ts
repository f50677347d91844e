export const ROLES = [
  'present-value',
  'set-value',
  'flag',
  'failure',
  'limit-flag',
  'other',
  'left-out',
] as const;
/** What a signal is. `failure`: a flag whose rise is a failure of its component. */
export type Role = (typeof ROLES)[number];

/** How a signal is taken. */
export interface Choice {
  readonly role: Role;
  readonly tag: string;
  readonly label: string;
  readonly unit: string;
  /** Empty: none. */
  readonly component: string;
}

const FLAG_ROLES: ReadonlySet<Role> = new Set(['flag', 'failure', 'limit-flag']);

/** What was 0 all the time is what the person says it is. */
export const valueTypeOf = (role: Role, type: 'number' | 'boolean'): 'number' | 'boolean' =>
  FLAG_ROLES.has(role) ? 'boolean' : role === 'other' ? type : 'number';
