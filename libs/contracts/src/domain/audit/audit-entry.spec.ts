import assert from 'node:assert/strict';
import fc from 'fast-check';
import { AUDIT_ACTIONS, auditedChangeSchema } from './audit-actions.js';
import { auditEntrySchema, readAuditEntry } from './audit-entry.js';
import { auditTarget, subjectOfTarget } from './audit-subject.js';

const USER = '00000000-0000-4000-8000-000000000001';

describe('an entry of the audit log', () => {
  test('has an action of the list, which names each action once', () => {
    assert.equal(new Set(AUDIT_ACTIONS).size, AUDIT_ACTIONS.length);
    assert.ok(AUDIT_ACTIONS.every((action) => /^[A-Z_]+\.[A-Z_]+$/.test(action)));
  });

  test('is read again as it was written', () => {
    const change = auditedChangeSchema.parse({
      action: 'USER.CREATED',
      subject: { kind: 'user', id: USER },
      details: { role: 'ADMIN' },
    });
    const { action, subject, details } = change;
    assert.deepEqual(readAuditEntry({ action, target: auditTarget(subject), details }), change);
  });

  test('keeps nothing that its action does not declare', () => {
    const read = readAuditEntry({
      action: 'USER.CREATED',
      target: `user/${USER}`,
      details: { role: 'ADMIN', password: 'secret' },
    });
    assert.deepEqual(read.details, { role: 'ADMIN' });
  });

  test('of an earlier version is returned unchanged, so that it hides no other entry', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.constantFrom(...AUDIT_ACTIONS), fc.string({ unit: 'grapheme-ascii' })),
        fc.string({ unit: 'grapheme-ascii' }),
        fc.dictionary(fc.string({ unit: 'grapheme-ascii' }), fc.oneof(fc.integer(), fc.boolean())),
        (action, target, details) => {
          const common = { id: 1, at: '2026-01-01T00:00:00Z', actorId: null, actorEmail: null };
          const entry = {
            ...common,
            correlationId: null,
            target,
            ...readAuditEntry({ action, target, details }),
          };
          assert.equal(auditEntrySchema.parse(entry).action, action);
        },
      ),
    );
  });

  test('names its subject by the text of its target, also where an id holds a slash', () => {
    assert.deepEqual(subjectOfTarget('audit/a/b'), { kind: 'audit', id: 'a/b' });
    assert.deepEqual(subjectOfTarget('models'), { kind: 'models', id: '' });
  });
});
