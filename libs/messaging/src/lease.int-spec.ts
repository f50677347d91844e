import assert from 'node:assert/strict';
import type { OrganizationId } from '@eagle/contracts/domain';
import { eventually, newOrganization, testBus } from './bus.fixture.js';
import { LeaseProcess } from './lease-process.fixture.js';

const HOUR_MS = 3_600_000;
const TTL_MS = 1_500;

describe('a lease', () => {
  let nats: Awaited<ReturnType<typeof testBus>>;
  beforeAll(async () => {
    nats = await testBus();
  });
  afterAll(async () => {
    await Promise.all(processes.map((process) => process.end()));
    await nats.close();
  });
  const processes: LeaseProcess[] = [];
  const ttlMs = 60_000;

  test('is held by one of many candidates', async () => {
    const organizationId = newOrganization();
    const candidates = Array.from({ length: 10 }, (_, index) =>
      nats.bus.lease('pipeline', organizationId, `data-processor-${index}`, { ttlMs }),
    );
    const revisions = await Promise.all(candidates.map((lease) => lease.acquire()));
    assert.equal(revisions.filter((revision) => revision !== null).length, 1);
    assert.equal(candidates.filter((lease) => lease.held).length, 1);
  });

  test('goes to the next once released, with a higher fencing revision', async () => {
    const organizationId = newOrganization();
    const [a, b] = ['a', 'b'].map((owner) => nats.bus.lease('pipeline', organizationId, owner, { ttlMs }));
    assert.ok(a !== undefined && b !== undefined);
    const first = await a.acquire();
    assert.equal(await a.renew(), true);
    assert.equal(a.fencingRevision, first);
    assert.equal(await b.acquire(), null);
    await a.release();
    assert.equal(a.held, false);
    const second = await b.acquire();
    assert.ok(first !== null && second !== null && second > first);
  });

  test('is taken over once it expired; the former holder learns this at its next renewal', async () => {
    const organizationId = newOrganization();
    const [a, b] = ['a', 'b'].map((owner) =>
      nats.bus.lease('pipeline', organizationId, owner, { ttlMs: 100 }),
    );
    assert.ok(a !== undefined && b !== undefined);
    await a.acquire();
    await eventually(() => b.acquire());
    assert.equal(a.held, false);
    assert.equal(await a.renew(), false);
    assert.equal(b.held, true);
  });

  test('comes back at once to the same owner after its process was killed', async () => {
    const organizationId = newOrganization();
    const before = nats.bus.lease('pipeline', organizationId, 'data-processor-0', { ttlMs });
    const after = nats.bus.lease('pipeline', organizationId, 'data-processor-0', { ttlMs });
    await before.acquire();
    assert.notEqual(await after.acquire(), null);
    assert.equal(await before.renew(), false, 'the old process must stop');
  });

  test('is renewed through a killed server', async () => {
    const lease = nats.bus.lease('pipeline', newOrganization(), 'a', { ttlMs });
    await lease.acquire();
    const restarted = nats.killAndRestart();
    assert.equal(await lease.renew(), true);
    await restarted;
    assert.equal(await lease.renew(), true);
  });

  /** A separate process with a wrong wall clock. */
  async function otherProcess(owner: string, organizationId: OrganizationId, clockOffsetMs: number) {
    const process = await LeaseProcess.start({
      url: nats.server.url,
      owner,
      organizationId,
      ttlMs: TTL_MS,
      clockOffsetMs,
    });
    processes.push(process);
    return process;
  }

  test('is not taken by a candidate with a clock an hour ahead until it is released', async () => {
    const organizationId = newOrganization();
    const holder = await otherProcess('a', organizationId, 0);
    await eventually(() => holder.held);
    const ahead = await otherProcess('b', organizationId, HOUR_MS);
    // Three times as long as the lease lasts without a renewal.
    await eventually(() => ahead.refusedForMs > 3 * TTL_MS);
    assert.ok(!ahead.held && holder.held && holder.terms === 1);
    holder.report('release');
    await eventually(() => ahead.held);
  });

  test('is kept by a holder with a clock that is an hour behind, or is set back while it holds', async () => {
    const organizationId = newOrganization();
    const behind = await otherProcess('a', organizationId, -HOUR_MS);
    await eventually(() => behind.held);
    const candidate = await otherProcess('b', organizationId, 0);
    await eventually(() => candidate.refusedForMs > TTL_MS);
    behind.report('step-clock');
    candidate.report('step-clock');
    await eventually(() => candidate.refusedForMs > 3 * TTL_MS);
    assert.ok(!candidate.held && behind.held && behind.terms === 1);
  });

  test('is lost by a frozen holder within its ttl and a second, and the holder knows this when it wakes', async () => {
    const organizationId = newOrganization();
    const holder = await otherProcess('a', organizationId, 0);
    await eventually(() => holder.held);
    const candidate = await otherProcess('b', organizationId, HOUR_MS);
    await eventually(() => candidate.refusedForMs > 500);
    holder.signal('SIGSTOP');
    const frozenMs = performance.now();
    await eventually(() => candidate.held);
    const tookMs = performance.now() - frozenMs;
    assert.ok(tookMs < TTL_MS + 1_000, `${tookMs} ms`);
    holder.signal('SIGCONT');
    // Before any request: by its steady clock.
    await eventually(() => holder.woke !== null);
    assert.equal(holder.woke, false);
    await eventually(() => holder.refusedForMs > TTL_MS);
    assert.ok(candidate.held);
  });

  test('stays with its holder through a killed server, also for a candidate that looks meanwhile', async () => {
    const organizationId = newOrganization();
    const holder = await otherProcess('a', organizationId, 0);
    await eventually(() => holder.held);
    const candidate = await otherProcess('b', organizationId, HOUR_MS);
    await eventually(() => candidate.refusedForMs > 500);
    await nats.killAndRestart();
    await eventually(() => candidate.refusedForMs > 3 * TTL_MS);
    const both = [holder.held, candidate.held];
    assert.deepEqual(both.toSorted(), [false, true], 'one of both holds it');
  });
});
