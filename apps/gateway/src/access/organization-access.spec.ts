import assert from 'node:assert/strict';
import { AppError, organizationIdSchema, type Role, userIdSchema } from '@eagle/contracts/domain';
import fc from 'fast-check';
import { checkVisit, type NamedOrganizations, organizationOf } from './organization-access.js';
import type { Principal } from './principal.js';

const OWN = organizationIdSchema.parse('00000000-0000-4000-8000-00000000000a');
const OTHER = '00000000-0000-4000-8000-00000000000b';
const NONE: NamedOrganizations = { path: undefined, query: undefined, body: undefined, header: undefined };

const principal = (role: Role, organizationId: Principal['organizationId']): Principal => ({
  userId: userIdSchema.parse('00000000-0000-4000-8000-00000000000c'),
  role,
  organizationId,
  sessionId: 's',
  expiresAtMs: 0,
  visits: new Map(),
});
const member = principal('ADMIN', OWN);
const superAdmin = principal('SUPER_ADMIN', null);

const codeOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
  return 'none';
};

describe('organizationOf', () => {
  test('takes the organization of a member from the token', () => {
    assert.equal(organizationOf(member, NONE), OWN);
    assert.equal(organizationOf(member, { ...NONE, path: OWN, query: OWN }), OWN);
    assert.equal(organizationOf(member, { ...NONE, path: OWN.toUpperCase() }), OWN);
  });

  test('never gives a member another organization, wherever the request names one', () => {
    const anything = fc.oneof(
      fc.constantFrom<unknown>(
        undefined,
        null,
        '',
        OWN,
        OWN.toUpperCase(),
        OTHER,
        [OWN],
        [OWN, OTHER],
        { a: 1 },
        0,
      ),
      fc.anything(),
    );
    const named = fc.record({ path: anything, query: anything, body: anything, header: anything });
    fc.assert(
      fc.property(named, (each) => {
        let got: unknown;
        try {
          got = organizationOf(member, each);
        } catch (error) {
          assert.ok(error instanceof AppError && error.code === 'TENANCY.OTHER_ORGANIZATION');
          return;
        }
        assert.equal(got, OWN);
        for (const name of Object.values(each)) {
          assert.ok(name === undefined || (typeof name === 'string' && name.toLowerCase() === OWN));
        }
      }),
    );
  });

  test('lets a super-admin name one, in one spelling', () => {
    assert.equal(organizationOf(superAdmin, { ...NONE, query: OTHER.toUpperCase() }), OTHER);
    assert.equal(organizationOf(superAdmin, { ...NONE, path: OTHER }), OTHER);
    assert.equal(
      codeOf(() => organizationOf(superAdmin, NONE)),
      'TENANCY.ORGANIZATION_REQUIRED',
    );
    for (const query of ['', 'x', [OTHER], { $ne: 1 }]) {
      assert.equal(
        codeOf(() => organizationOf(superAdmin, { ...NONE, query })),
        'TENANCY.ORGANIZATION_UNREADABLE',
      );
    }
    for (const second of [{ query: OTHER }, { body: OTHER }, { header: OTHER }]) {
      assert.equal(
        codeOf(() => organizationOf(superAdmin, { ...NONE, path: OWN, ...second })),
        'TENANCY.OTHER_ORGANIZATION',
      );
    }
  });

  test('gives a member without an organization nothing', () => {
    const lost = principal('ADMIN', null);
    assert.equal(
      codeOf(() => organizationOf(lost, { ...NONE, query: OTHER })),
      'TENANCY.OTHER_ORGANIZATION',
    );
  });
});

describe('checkVisit', () => {
  const other = organizationIdSchema.parse(OTHER);
  const check = (by: Principal, nowMs: number): string => codeOf(() => checkVisit(by, OWN, nowMs));

  test('lets a super-admin act within an organization exactly until the visit ends', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer(), (endsAtMs, nowMs) => {
        const visitor = { ...superAdmin, visits: new Map([[OWN, endsAtMs]]) };
        assert.equal(check(visitor, nowMs), nowMs < endsAtMs ? 'none' : 'TENANCY.NOT_ENTERED');
      }),
    );
  });

  test('does not take the visit of another organization for it, and asks members for none', () => {
    assert.equal(check({ ...superAdmin, visits: new Map([[other, Infinity]]) }, 0), 'TENANCY.NOT_ENTERED');
    assert.equal(check(member, 0), 'none');
  });
});
