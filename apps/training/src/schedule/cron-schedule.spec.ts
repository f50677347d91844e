import assert from 'node:assert/strict';
import { organizationSettingsSchema } from '@eagle/contracts/domain';
import { nextScheduledMs, scheduleAt } from './cron-schedule.js';

const settings = (schedule: string | null, timeZone = 'UTC', cooldownMs = 86_400_000) =>
  organizationSettingsSchema.parse({ timeZone, training: { schedule, cooldownMs } });
const next = (schedule: string | null, timeZone: string, after: string): string => {
  const ms = nextScheduledMs(settings(schedule, timeZone), Date.parse(after));
  return Number.isFinite(ms) ? new Date(ms).toISOString() : String(ms);
};
const HOUR_MS = 3_600_000;

describe('the schedule of trainings', () => {
  test('runs in the organization’s zone, on Sundays at two by default', () => {
    const weekly = organizationSettingsSchema.parse({}).training.schedule;
    assert.equal(next(weekly, 'Asia/Kolkata', '2026-01-05T00:00:00Z'), '2026-01-10T20:30:00.000Z');
    assert.equal(next('30 2 * * *', 'UTC', '2026-01-05T02:30:00Z'), '2026-01-06T02:30:00.000Z');
    assert.equal(next(null, 'UTC', '2026-01-05T00:00:00Z'), 'Infinity');
    assert.equal(next('0 0 30 2 *', 'UTC', '2026-01-05T00:00:00Z'), 'Infinity');
  });

  test('runs after the gap on a day without its time', () => {
    assert.equal(next('30 2 * * *', 'Europe/Berlin', '2026-03-28T12:00:00Z'), '2026-03-29T01:00:00.000Z');
    assert.equal(next('30 2 * * *', 'Europe/Berlin', '2026-03-29T01:00:00Z'), '2026-03-30T00:30:00.000Z');
  });

  test('runs once after the gap where several of its times are skipped, as list, range or step', () => {
    for (const schedule of ['15,45 2 * * 0', '10-40 2 * * 0', '*/20 2 * * 0'])
      assert.equal(next(schedule, 'Europe/Berlin', '2026-03-28T12:00:00Z'), '2026-03-29T01:00:00.000Z');
    assert.equal(next('15,45 2 * * 0', 'Europe/Berlin', '2026-03-29T01:00:00Z'), '2026-04-05T00:15:00.000Z');
    assert.equal(next('15 1-3 * * *', 'Europe/Berlin', '2026-03-29T00:15:00Z'), '2026-03-29T01:00:00.000Z');
    assert.equal(next('15 1-3 * * *', 'Europe/Berlin', '2026-03-29T01:00:00Z'), '2026-03-29T01:15:00.000Z');
  });

  test('runs once on a day that has its time twice', () => {
    assert.equal(next('30 2 * * *', 'Europe/Berlin', '2026-10-24T12:00:00Z'), '2026-10-25T00:30:00.000Z');
    assert.equal(next('30 2 * * *', 'Europe/Berlin', '2026-10-25T00:30:00Z'), '2026-10-26T01:30:00.000Z');
    assert.equal(next('30 1 * * *', 'America/New_York', '2026-11-01T00:00:00Z'), '2026-11-01T05:30:00.000Z');
    assert.equal(next('30 1 * * *', 'America/New_York', '2026-11-01T05:30:00Z'), '2026-11-02T06:30:00.000Z');
  });

  test('gives every day of a year with both changes exactly one training', () => {
    for (const zone of [
      'Europe/Berlin',
      'America/New_York',
      'Australia/Lord_Howe',
      'Asia/Kolkata',
      'America/Santiago',
    ]) {
      const daily = settings('30 2 * * *', zone);
      const days = new Set<string>();
      let count = 0;
      let atMs = Date.parse('2026-01-01T12:00:00Z');
      for (; count < 365; count += 1) {
        atMs = nextScheduledMs(daily, atMs);
        days.add(new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(atMs));
      }
      assert.equal(days.size, 365, zone);
    }
  });

  test('catches up once on times missed while the service was down', () => {
    const startedMs = Date.parse('2026-01-04T02:00:00Z');
    const last = { startedMs, finishedMs: startedMs + HOUR_MS, conclusive: true };
    const nowMs = Date.parse('2026-01-20T09:00:00Z');
    const weekly = settings('0 2 * * 0');
    assert.deepEqual(scheduleAt(weekly, last, nowMs), {
      isDue: true,
      nextMs: Date.parse('2026-01-25T02:00:00Z'),
    });
    const after = { startedMs: nowMs, finishedMs: nowMs + HOUR_MS, conclusive: true };
    assert.equal(scheduleAt(weekly, after, nowMs + 2 * HOUR_MS).isDue, false);
  });

  test('is skipped within the cooldown of a training that succeeded or was refused, not of one that failed', () => {
    const startedMs = Date.parse('2026-01-03T20:00:00Z');
    const last = { startedMs, finishedMs: startedMs + HOUR_MS, conclusive: true };
    const nowMs = Date.parse('2026-01-04T02:00:00Z');
    assert.equal(scheduleAt(settings('0 2 * * 0'), last, nowMs).isDue, false);
    assert.equal(scheduleAt(settings('0 2 * * 0'), { ...last, conclusive: false }, nowMs).isDue, true);
    assert.equal(scheduleAt(settings('0 2 * * 0', 'UTC', 0), last, nowMs).isDue, true);
    assert.equal(scheduleAt(settings('0 2 * * 0'), null, nowMs).isDue, false);
  });
});
