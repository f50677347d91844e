import assert from 'node:assert/strict';
import { feedAccount, type FeedAccount } from '@eagle/contracts/bus';
import { organizationIdSchema, type OrganizationId } from '@eagle/contracts/domain';
import { Secret } from '../config/secret.js';
import { FeedPasswords } from './feed-passwords.js';
import { sealSecret } from './sealed-secret.js';

const key = '0f'.repeat(32);
const mine = organizationIdSchema.parse('0b1f6a52-5a07-4c55-9f0a-0d3f2a6f1c11');
const other = organizationIdSchema.parse('7d0c9a3e-1b1e-4a59-8a57-6a3d1f0e2b22');
const account: FeedAccount = { host: 'scada.example', port: 5432, user: 'reader', database: 'plant' };
const passwordSealed = sealSecret('secret', key, feedAccount(mine, account));
/** As if somebody had copied my sealed password to every organization. */
const passwords = new FeedPasswords(
  {
    get: async (organizationId) => ({
      value: { organizationId: organizationIdSchema.parse(organizationId), revision: 1, passwordSealed },
    }),
  },
  new Secret(key),
);
const unknown = { code: 'FEED.PASSWORD_UNKNOWN' };

describe('the password of a feed', () => {
  test('opens for its organization and account', async () => {
    assert.equal(await passwords.stored(mine, account), 'secret');
    assert.equal(passwords.open(mine, account, passwordSealed), 'secret');
  });

  test('opens for no other organization, host, port, user or database', async () => {
    const foreign: [OrganizationId, FeedAccount][] = [
      [other, account],
      [mine, { ...account, host: 'attacker.example' }],
      [mine, { ...account, host: 'SCADA.example' }],
      [mine, { ...account, port: 5433 }],
      [mine, { ...account, user: 'writer' }],
      [mine, { ...account, database: 'other' }],
    ];
    for (const [organizationId, elsewhere] of foreign) {
      await assert.rejects(passwords.stored(organizationId, elsewhere), unknown);
      assert.throws(() => passwords.open(organizationId, elsewhere, passwordSealed), unknown);
    }
  });

  test('is asked for again in one sentence where none is stored', async () => {
    const empty = new FeedPasswords({ get: async () => null }, new Secret(key));
    await assert.rejects(empty.stored(mine, account), (error) => {
      assert.ok(error instanceof Error);
      assert.match(
        error.message,
        /"reader".*"plant" at scada\.example:5432: give the feed's password again\.$/,
      );
      return true;
    });
  });
});
