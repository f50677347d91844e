import type { Person } from '../../api/index.js';
import type { PersonChange } from './use-people.js';

/** Changes that are one decision: the dialog says what follows. */
export const DECISIONS = ['make-admin', 'make-operator', 'disable', 'enable'] as const;
export type Decision = (typeof DECISIONS)[number];

/** Something that is done with a person, in a dialog. */
export type PersonStep =
  | { readonly kind: Decision; readonly person: Person }
  | { readonly kind: 'rename' | 'set-password'; readonly person: Person };

export const CHANGES: Readonly<Record<Decision, PersonChange>> = {
  'make-admin': { role: 'ADMIN' },
  'make-operator': { role: 'OPERATOR' },
  disable: { enabled: false },
  enable: { enabled: true },
};

export const OPPOSITE: Readonly<Record<Decision, Decision>> = {
  'make-admin': 'make-operator',
  'make-operator': 'make-admin',
  disable: 'enable',
  enable: 'disable',
};

/** What can be decided about a person. Nobody becomes a super-admin, or stops being one, by a role. */
export function decisionsOf({ role, enabled }: Person): readonly Decision[] {
  const access: Decision = enabled ? 'disable' : 'enable';
  switch (role) {
    case 'OPERATOR':
      return ['make-admin', access];
    case 'ADMIN':
      return ['make-operator', access];
    case 'SUPER_ADMIN':
      return [access];
  }
}
