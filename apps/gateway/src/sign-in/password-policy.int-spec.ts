import { newPasswordSchema } from '@eagle/contracts/rest';
import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { refuseCommonPassword } from './password-policy.js';
import { WorkerPasswordStrength } from './worker-password-strength.js';

const LOOP_MS_MAX = 50;
/** On a busy machine the thread waits for a core; what is tested here is not how fast it gets one. */
const PATIENT_MS = 150_000;

describe('the password policy', () => {
  const strength = new WorkerPasswordStrength(PATIENT_MS);
  afterAll(() => strength.onModuleDestroy());
  const about = ['anna.lindqvist@north.example', 'Anna Lindqvist', 'Plant north'];
  const check = (password: string) => refuseCommonPassword(strength, password, about, '/password');

  test('refuses what is short', () => {
    assert.ok(!newPasswordSchema.safeParse('q7$kd0_zPa93mf').success);
    assert.ok(newPasswordSchema.safeParse('q7$kd0_zPa93mfX').success);
  });

  test('refuses common passwords and what is made of them, of keyboard rows, of repeats and of the own name', async () => {
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

  test('lets others through, whatever kinds of characters they are made of', async () => {
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
    // All that this thread did together took less than one request may block it.
    const { user, system } = process.threadCpuUsage(before);
    await fresh.onModuleDestroy();
    assert.ok((user + system) / 1_000 < LOOP_MS_MAX, `${(user + system) / 1_000} ms`);
  });

  test('gives up on a judgement that takes too long', async () => {
    const hasty = new WorkerPasswordStrength(1);
    await assert.rejects(hasty.guessesLog10('anything', []), { code: 'AUTH.PASSWORD_NOT_JUDGED' });
    await hasty.onModuleDestroy();
  });

  test('tells who waits when the thread ends, and starts another one for who comes next', async () => {
    const ended = new WorkerPasswordStrength(PATIENT_MS);
    const asked = assert.rejects(ended.guessesLog10('anything', []), { code: 'AUTH.PASSWORD_NOT_JUDGED' });
    await ended.onModuleDestroy();
    await asked;
    assert.ok((await ended.guessesLog10('password', [])) < 2);
    await ended.onModuleDestroy();
  });
});
