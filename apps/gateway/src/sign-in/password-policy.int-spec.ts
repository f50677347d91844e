import { newPasswordSchema } from '@eagle/contracts/rest';
import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { refuseCommonPassword } from './password-policy.js';
import { WorkerPasswordStrength } from './worker-password-strength.js';

const LOOP_MS_MAX = 50;
/** On a busy machine the thread waits for a core; these tests do not test how fast it gets one. */
const PATIENT_MS = 150_000;

describe('the password policy', () => {
  const strength = new WorkerPasswordStrength(PATIENT_MS);
  afterAll(() => strength.onModuleDestroy());
  const about = ['anna.lindqvist@north.example', 'Anna Lindqvist', 'Plant north'];
  const check = (password: string) => refuseCommonPassword(strength, password, about, '/password');

  test('refuses short passwords', () => {
    assert.ok(!newPasswordSchema.safeParse('q7$kd0_zPa93mf').success);
    assert.ok(newPasswordSchema.safeParse('q7$kd0_zPa93mfX').success);
  });

  test('refuses common passwords and those made of them, of keyboard rows, of repeats and of the own name', async () => {
    for (const password of [
      'passwordpassword',
      'Password12345678',
      'P@ssw0rdP@ssw0rd',
      '123456789012345',
      'qwertyuiopasdfgh',
      'aaaaaaaaaaaaaaaa',
      'abcdefghijklmnop',
      'letmeinletmein123',
      'lindqvistlindqvist',
      'northnorthnorth',
      'ｐａｓｓｗｏｒｄｐａｓｓｗｏｒｄ',
      'a'.repeat(1_000),
    ]) {
      await assert.rejects(check(password), { code: 'AUTH.PASSWORD_COMMON', kind: 'invalid' }, password);
    }
  });

  test('accepts others, made of any kinds of characters', async () => {
    for (const password of [
      'kettle orbit marzipan',
      'träd moln citron gitarr',
      '山の上の黄色い自転車と魚と雲と鐘',
      randomBytes(18).toString('base64url'),
      `pw-${randomUUID()}`,
    ]) {
      await check(password);
    }
  });

  test('never blocks the loop, while the list loads or a password is hard to judge', async () => {
    const fresh = new WorkerPasswordStrength(PATIENT_MS);
    const hard = Array.from({ length: 20 }, () => randomBytes(300).toString('base64'));
    const before = process.threadCpuUsage();
    await Promise.all(hard.map((password) => fresh.guessesLog10(password, about)));
    // The whole work of this thread took less time than one request may block it.
    const { user, system } = process.threadCpuUsage(before);
    await fresh.onModuleDestroy();
    assert.ok((user + system) / 1_000 < LOOP_MS_MAX, `${(user + system) / 1_000} ms`);
  });

  test('cancels a judgement that takes too long', async () => {
    const hasty = new WorkerPasswordStrength(1);
    await assert.rejects(hasty.guessesLog10('anything', []), { code: 'AUTH.PASSWORD_NOT_JUDGED' });
    await hasty.onModuleDestroy();
  });

  test('refuses waiting callers when the thread ends, and starts another one for the next caller', async () => {
    const ended = new WorkerPasswordStrength(PATIENT_MS);
    const asked = assert.rejects(ended.guessesLog10('anything', []), { code: 'AUTH.PASSWORD_NOT_JUDGED' });
    await ended.onModuleDestroy();
    await asked;
    assert.ok((await ended.guessesLog10('password', [])) < 2);
    await ended.onModuleDestroy();
  });
});
