import assert from 'node:assert/strict';
import { AppError, organizationIdSchema, userIdSchema } from '@eagle/contracts/domain';
import fc from 'fast-check';
import { SocketPlaces } from './socket-places.js';

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const user = (n: number) => userIdSchema.parse(id(n));
const organization = (n: number) => organizationIdSchema.parse(id(n));
const codeOf = (work: () => unknown): string => {
  try {
    work();
    return 'taken';
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
};

describe('places for sockets', () => {
  test('are bounded for a person, for an organization and for all, each with its own reason', () => {
    const places = new SocketPlaces({ all: 5, perOrganization: 3, perUser: 2 });
    const leave = places.take(user(1), organization(1));
    places.take(user(1), organization(1));
    assert.equal(
      codeOf(() => places.take(user(1), organization(1))),
      'PUSH.TOO_MANY_OF_USER',
    );
    places.take(user(2), organization(1));
    assert.equal(
      codeOf(() => places.take(user(3), organization(1))),
      'PUSH.TOO_MANY_OF_ORGANIZATION',
    );
    places.take(user(4), organization(2));
    places.take(user(4), organization(2));
    assert.equal(
      codeOf(() => places.take(user(5), organization(3))),
      'PUSH.FULL',
    );
    leave();
    leave();
    assert.equal(
      codeOf(() => places.take(user(1), organization(1))),
      'taken',
    );
    assert.equal(
      codeOf(() => places.take(user(5), organization(3))),
      'PUSH.FULL',
      'given back once',
    );
  });

  test('match the open sockets, in any order of connections', () => {
    const bounds = { all: 6, perOrganization: 4, perUser: 2 };
    fc.assert(
      fc.property(
        fc.array(fc.record({ who: fc.nat(4), where: fc.nat(2), leaves: fc.boolean() }), { maxLength: 80 }),
        (steps) => {
          const places = new SocketPlaces(bounds);
          let held: { who: number; where: number; leave: () => void }[] = [];
          for (const { who, where, leaves } of steps) {
            if (leaves) {
              held.shift()?.leave();
              continue;
            }
            const fits =
              held.length < bounds.all &&
              held.filter((one) => one.where === where).length < bounds.perOrganization &&
              held.filter((one) => one.who === who).length < bounds.perUser;
            let leave: (() => void) | null = null;
            const code = codeOf(() => (leave = places.take(user(who), organization(where))));
            assert.equal(code === 'taken', fits);
            if (leave !== null) held = [...held, { who, where, leave }];
          }
        },
      ),
    );
  });
});
