import assert from 'node:assert/strict';
import { setImmediate as untilWritten } from 'node:timers/promises';
import { type AuditEntry, type OrganizationId, userIdSchema } from '@eagle/contracts/domain';
import { createLogger } from '@eagle/service-kit';
import { AuditLog } from './audit-log.js';
import { type Refusal, Refusals, REFUSALS_EVERY_MS } from './refusals.js';

class RememberedLog extends AuditLog {
  readonly entries: AuditEntry[] = [];
  isAway = false;
  /** How long each entry takes. */
  durations: Promise<void>[] = [];
  override async record(_: OrganizationId | null, entry: AuditEntry): Promise<void> {
    if (this.isAway) throw new Error('away');
    await this.durations.shift();
    this.entries.push(entry);
  }
  get counts(): unknown[] {
    return this.entries.map(({ details }) => ('count' in details ? details.count : undefined));
  }
}

const user = (n: number) => userIdSchema.parse(`00000000-0000-4000-8000-${n.toString().padStart(12, '0')}`);
const refusal = (n = 1, action: 'ACCESS.REFUSED' | 'ORGANIZATION.REFUSED' = 'ACCESS.REFUSED'): Refusal => ({
  organizationId: null,
  action,
  subject: { kind: 'user', id: user(n) },
  details: { action: 'GET /api/v1/audit', code: 'ACCESS.ROLE_REFUSED', count: 1 },
  by: { actorId: user(n), correlationId: null },
});

describe('refusals', () => {
  const setUp = () => {
    const log = new RememberedLog();
    const clock = { nowMs: 1e12 };
    const logger = createLogger({ service: 'gateway', replica: 'test', level: 'silent' });
    return { log, clock, refusals: new Refusals(log, () => clock.nowMs, logger) };
  };

  test('are written once a minute for each user, the first at once, with their count', async () => {
    const { log, clock, refusals } = setUp();
    for (let n = 0; n < 1_094; n += 1) refusals.note(refusal());
    await untilWritten();
    assert.deepEqual(log.counts, [1]);
    clock.nowMs += REFUSALS_EVERY_MS;
    refusals.note(refusal());
    await untilWritten();
    assert.deepEqual(log.counts, [1, 1_094]);
    for (let n = 0; n < 5; n += 1) refusals.note(refusal());
    await refusals.beforeApplicationShutdown();
    assert.deepEqual(
      log.counts,
      [1, 1_094, 5],
      'refusals that are pending when the service stops are not lost',
    );
  });

  test('of one user are written in their order, also where the first takes longer', async () => {
    const { log, clock, refusals } = setUp();
    const first = Promise.withResolvers<void>();
    log.durations = [first.promise];
    for (let n = 0; n < 20; n += 1) refusals.note(refusal());
    clock.nowMs += REFUSALS_EVERY_MS;
    refusals.note(refusal());
    await untilWritten();
    first.resolve();
    await refusals.beforeApplicationShutdown();
    assert.deepEqual(log.counts, [1, 20]);
  });

  test('of others, and of another kind, are written beside them', async () => {
    const { log, refusals } = setUp();
    for (let n = 0; n < 10; n += 1) {
      refusals.note(refusal(1));
      refusals.note(refusal(2));
      refusals.note(refusal(1, 'ORGANIZATION.REFUSED'));
    }
    await untilWritten();
    assert.equal(log.entries.length, 3);
  });

  test('wait while the log is unreachable, and none is lost', async () => {
    const { log, clock, refusals } = setUp();
    log.isAway = true;
    refusals.note(refusal());
    refusals.note(refusal());
    await untilWritten();
    log.isAway = false;
    clock.nowMs += REFUSALS_EVERY_MS;
    refusals.note(refusal());
    await refusals.beforeApplicationShutdown();
    assert.equal(
      log.counts.reduce((sum: number, count) => sum + Number(count), 0),
      3,
    );
  });

  test('remember a bounded number of users', async () => {
    const { log, refusals } = setUp();
    for (let n = 0; n < 20_000; n += 1) refusals.note(refusal(n));
    await untilWritten();
    assert.equal(log.entries.length, 20_000);
    refusals.note(refusal(0));
    await untilWritten();
    assert.equal(log.entries.length, 20_001, 'the first one was forgotten');
    refusals.note(refusal(19_999));
    await untilWritten();
    assert.equal(log.entries.length, 20_001);
  });
});
