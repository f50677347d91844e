import { AUDIT_ACTIONS as KNOWN, auditTarget } from '@eagle/contracts/domain';
import fc from 'fast-check';
import { actionOf, AUDIT_ACTIONS, subjectOf } from './audit-log.js';

describe('the audit log', () => {
  test('has a word for every action of the platform', () => {
    expect(AUDIT_ACTIONS).toEqual(KNOWN);
  });

  test('takes anything else for no action', () => {
    expect(actionOf('USER.INVITED')).toBe('USER.INVITED');
    for (const text of [undefined, '', 'toString', 'user.invited']) expect(actionOf(text)).toBeNull();
  });

  test('reads the subject out of its text', () => {
    fc.assert(
      fc.property(fc.constantFrom('user', 'sign-in', 'audit', 'model'), fc.string(), (kind, id) => {
        expect(subjectOf(auditTarget({ kind, id }))).toEqual({ kind, id });
      }),
    );
    for (const target of ['models', 'toString/1', '/']) expect(subjectOf(target)).toBeNull();
  });
});
