import assert from 'node:assert/strict';
import type { BusFinding } from '@eagle/contracts/bus';
import { verdictOn } from './bus-check.js';

const NOW = Date.parse('2026-01-01T12:00:00Z');
const at = (agoMs: number): string => new Date(NOW - agoMs).toISOString();
const finding = (agoMs: number): BusFinding => ({
  kind: 'push-consumer',
  foundAt: at(agoMs),
  stream: 'ALERTS',
  consumer: 'thief',
  text: 'Consumer thief of ALERTS pushes to x',
  healed: true,
});
const check = (agoMs: number, ...findings: BusFinding[]) =>
  ({ v: 1, checkedAt: at(agoMs), found: findings.length, findings }) as const;

test('findings on the message server are shown for an hour, and the gateway stays ready', () => {
  assert.deepEqual(verdictOn({ ...check(1_000), findings: [] }, NOW), { ok: true });
  const found = { ...check(1_000), findings: [finding(60_000), finding(90_000)] };
  assert.deepEqual(verdictOn(found, NOW), {
    ok: true,
    reason: 'Consumer thief of ALERTS pushes to x (put right)',
  });
  const old = { ...check(1_000), findings: [finding(3_700_000)] };
  assert.deepEqual(verdictOn(old, NOW), { ok: true });
});

test('an outdated or missing check is reported', () => {
  for (const none of [null, { ...check(61_000), findings: [] }])
    assert.match(verdictOn(none, NOW).reason ?? '', /nothing checks/);
});
