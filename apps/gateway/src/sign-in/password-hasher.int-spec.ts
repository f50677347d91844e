import assert from 'node:assert/strict';
import { Metrics } from '@eagle/service-kit';
import { hash } from '@node-rs/argon2';
import { scryptHash } from '../fixtures/former-hash.fixture.js';
import { formOf, type HashForm, NEWEST_FORM } from './password-hash-form.js';
import { PasswordHashForms } from './password-hash-forms.js';
import { HASHES_AT_ONCE_MAX, HASHES_WAITING_MAX, PasswordHasher } from './password-hasher.js';

const LOOP_MS_MAX = 50;
const PASSWORD = 'correct horse battery';
const SCRYPT: HashForm = { scheme: 'scrypt', log2N: 15, blockSize: 8, lanes: 1 };

/** @param stored  Forms of hash in the database. */
const hasherOver = (...stored: HashForm[]): PasswordHasher => {
  const forms = new PasswordHashForms({ passwordHashForms: () => Promise.resolve(stored) });
  return new PasswordHasher(forms, new Metrics('gateway', 'gateway-0'));
};

const ROUNDS = 6;

/**
 * Processor time of each check over all threads, in milliseconds. The checks take turns, and the
 * cheapest round of each counts: other work of the process, such as garbage collection, only adds
 * time.
 */
async function costsMs(checks: readonly (() => Promise<unknown>)[]): Promise<number[]> {
  const costs = checks.map(() => Infinity);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [n, check] of checks.entries()) {
      const before = process.cpuUsage();
      await check();
      const { user, system } = process.cpuUsage(before);
      costs[n] = Math.min(costs[n] ?? Infinity, (user + system) / 1_000);
    }
  }
  return costs;
}

describe('passwords', () => {
  const hasher = hasherOver();

  test('are recognized, salted each time, and no other password passes for them', async () => {
    const [one, two] = await Promise.all([hasher.hash(PASSWORD), hasher.hash(PASSWORD)]);
    assert.notEqual(one, two);
    assert.deepEqual(await hasher.check(PASSWORD, one), { isRight: true, replacement: null });
    assert.equal((await hasher.check(`${PASSWORD}.`, one)).isRight, false);
    assert.equal((await hasher.check(PASSWORD, null)).isRight, false, 'an unknown account has no password');
    const broken = [
      '',
      'scrypt',
      'scrypt$99$8$1$AA$AA',
      one.slice(0, -5),
      one.replace('argon2id', 'argon2i'),
    ];
    for (const text of [...broken, `${one}$`, one.split('$').slice(0, -1).join('$')]) {
      assert.equal((await hasher.check(PASSWORD, text)).isRight, false, text);
    }
  });

  test('are equal for any composition of their letters', async () => {
    const check = async (typed: string, stored: string) =>
      (await hasher.check(typed, await hasher.hash(stored))).isRight;
    assert.ok(await check('pa\u0073\u0308sword', 'pas\u0308sword'));
    assert.ok(await check('caf\u00e9', 'cafe\u0301'));
  });

  test('are stored as Argon2id with the parameters of OWASP', async () => {
    const stored = await hasher.hash(PASSWORD);
    assert.match(stored, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    assert.deepEqual(formOf(stored), NEWEST_FORM);
  });

  test('with an older or a weaker hash are accepted, and get a new hash', async () => {
    const weaker = await hash(PASSWORD, { memoryCost: 4_096, timeCost: 1, parallelism: 1 });
    for (const stored of [scryptHash(PASSWORD), weaker]) {
      const { isRight, replacement } = await hasher.check(PASSWORD, stored);
      assert.ok(isRight);
      assert.ok(replacement !== null);
      assert.deepEqual(await hasher.check(PASSWORD, replacement), { isRight: true, replacement: null });
      assert.deepEqual(await hasher.check('wrong', stored), { isRight: false, replacement: null });
    }
    const stronger = await hash(PASSWORD, { memoryCost: 38_912, timeCost: 2, parallelism: 1 });
    assert.deepEqual(await hasher.check(PASSWORD, stronger), { isRight: true, replacement: null });
  });

  test('cost the same for an account with a new hash, with an old hash and without an account, while old ones are left', async () => {
    const mixed = hasherOver(NEWEST_FORM, SCRYPT);
    const newest = await mixed.hash(PASSWORD);
    const old = scryptHash(PASSWORD);
    await mixed.check('to load everything that is loaded once', old);
    const costs = await costsMs([
      () => mixed.check('wrong', newest),
      () => mixed.check('wrong', old),
      () => mixed.check('wrong', null),
    ]);
    // Scrypt takes about twice as long as Argon2id: left out for one of them it would be a third of
    // the others.
    assert.ok(Math.max(...costs) < 1.6 * Math.min(...costs), `${costs.map(Math.round).join(', ')} ms`);
  });

  test('are asked to come back where too many wait, and only then', async () => {
    const crowded = hasherOver();
    const room = HASHES_AT_ONCE_MAX + HASHES_WAITING_MAX;
    const asked = Array.from({ length: room }, () => crowded.hash(PASSWORD));
    assert.throws(() => crowded.refuseWhenFull(), { code: 'AUTH.TOO_MANY_AT_ONCE', kind: 'unavailable' });
    await assert.rejects(crowded.check(PASSWORD, null), { code: 'AUTH.TOO_MANY_AT_ONCE' });
    assert.equal(new Set(await Promise.all(asked)).size, room);
    assert.equal((await crowded.check(PASSWORD, null)).isRight, false, 'there is room again');
  });

  test('never block the loop', async () => {
    const before = process.threadCpuUsage();
    await Promise.all(Array.from({ length: 40 }, () => hasher.hash(PASSWORD)));
    // A second of hashing; this thread's part of it is less than one request may block it.
    const { user, system } = process.threadCpuUsage(before);
    assert.ok((user + system) / 1_000 < LOOP_MS_MAX, `${(user + system) / 1_000} ms`);
  });
});
