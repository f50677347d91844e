import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import type { Lease } from '@eagle/messaging';
import { HealthRegistry } from '../health.js';
import { createLogger } from '../logger.js';
import { Metrics } from '../metrics.js';
import type { RequestGate } from '../requests/request-gate.js';
import { LeaderElection, type LeaderTask } from './leader-election.js';
import type { Term } from './term.js';

const TTL_MS = 200;
const logger = createLogger({ service: 'alerting', replica: 'test', level: 'silent' });

/** What the store holds of one lease. */
class Held {
  owner = '';
  revision = 0;
}

/** A lease that others can take away; nothing here takes time. */
class MemoryLease implements Lease {
  readonly key = 'test';
  private revision: number | null = null;
  /** Taken over between the drawing of a token and the renewal after it. */
  isStolen = false;

  constructor(
    private readonly store: Held,
    private readonly owner: string,
  ) {}

  get held(): boolean {
    return this.revision !== null && this.store.revision === this.revision;
  }
  get fencingRevision(): number | null {
    return this.held ? this.revision : null;
  }
  async acquire(): Promise<number | null> {
    if (this.store.owner !== '' && this.store.owner !== this.owner) return null;
    this.store.owner = this.owner;
    this.revision = this.store.revision += 1;
    return this.revision;
  }
  async renew(): Promise<boolean> {
    if (this.isStolen) this.takeAway();
    if (!this.held) return false;
    this.revision = this.store.revision += 1;
    return true;
  }
  async release(): Promise<void> {
    if (this.held) this.store.owner = '';
    this.revision = null;
  }
  takeAway(): void {
    this.store.owner = 'somebody else';
    this.store.revision += 1;
  }
}

/** Starts and ends around a term, in order. */
class Gate {
  readonly steps: string[] = [];
  async open(gate: RequestGate) {
    this.steps.push(`${gate.name} opened`);
    return { stop: async () => void this.steps.push(`${gate.name} closed`) };
  }
}

class Work implements LeaderTask {
  state: 'waiting' | 'started' | 'orderly' | 'abandon' = 'waiting';
  constructor(
    readonly term: Term,
    private readonly isBroken: boolean,
    private readonly gate: Gate,
  ) {}
  async start(): Promise<void> {
    this.gate.steps.push('start');
    if (this.isBroken) throw new Error('the database is away');
    this.state = 'started';
  }
  async stop(how: 'orderly' | 'abandon'): Promise<void> {
    this.gate.steps.push(how);
    this.state = how;
  }
}

/** Tokens as a database gives them out. */
const tokens = { last: 0, next: (): Promise<number> => Promise.resolve((tokens.last += 1)) };

function replica(store: Held, name: string, brokenStarts = 0) {
  const lease = new MemoryLease(store, name);
  const works: Work[] = [];
  const gate = new Gate();
  const election = new LeaderElection({
    lease,
    ttlMs: TTL_MS,
    fencingTokens: tokens,
    logger,
    requests: gate,
    task: (term) => {
      const work = new Work(term, works.length < brokenStarts, gate);
      works.push(work);
      return work;
    },
  });
  return { lease, election, works, gate };
}

async function eventually(check: () => boolean): Promise<void> {
  const endMs = performance.now() + 5_000;
  while (!check()) {
    if (performance.now() > endMs) throw new Error(`Not within 5 s: ${check.toString()}`);
    await delay(5);
  }
}

test('one replica works, the other stands by and takes over under a higher fencing token', async () => {
  const store = new Held();
  const a = replica(store, 'a');
  await a.election.start();
  assert.equal(a.election.status, 'leading');
  const b = replica(store, 'b');
  await b.election.start();
  assert.match(b.election.status, /^standing by/);
  assert.equal(b.election.isSettled, true);
  assert.equal(b.election.current, null);
  await a.election.stop('orderly');
  assert.equal(a.works[0]?.state, 'orderly');
  await eventually(() => b.election.status === 'leading');
  assert.ok((b.works[0]?.term.fencingToken ?? 0) > (a.works[0]?.term.fencingToken ?? 0));
  await b.election.stop('orderly');
});

test('a replica that is refused by the database abandons its work and leads again in a new term', async () => {
  const { election, works } = replica(new Held(), 'a');
  await election.start();
  works[0]?.term.end();
  assert.throws(() => works[0]?.term.guard.check(), { code: 'LEADER.NOT_LEADING', kind: 'unavailable' });
  await eventually(() => works.length === 2 && works[1]?.state === 'started');
  assert.equal(works[0]?.state, 'abandon');
  await election.stop('orderly');
  assert.equal(works[1]?.state, 'orderly');
});

test('a lease that is taken away ends the work at once, as if the process had died', async () => {
  const { lease, election, works } = replica(new Held(), 'a');
  await election.start();
  lease.takeAway();
  assert.equal(works[0]?.term.isHeld, false, 'before the next renewal');
  await eventually(() => works[0]?.state === 'abandon');
  await eventually(() => election.status.startsWith('standing by'));
  await election.stop('orderly');
});

test('a replica that loses the lease while its token is drawn does not begin', async () => {
  const { lease, election, works } = replica(new Held(), 'a');
  lease.isStolen = true;
  await election.start();
  assert.match(election.status, /^standing by/);
  assert.equal(works.length, 0);
  await election.stop('orderly');
});

test('work that cannot start is retried; readiness and metrics show the state of the replica', async () => {
  const { election, works } = replica(new Held(), 'a', 1);
  const health = new HealthRegistry();
  const metrics = new Metrics('training', 'training-0');
  election.report(metrics, health);
  await election.start();
  assert.deepEqual((await health.report()).checks['leader'], {
    ok: false,
    reason: 'could not start; it is tried again',
  });
  assert.match(await metrics.registry.metrics(), /^eagle_leader\{[^}]*\} 0$/m);
  await eventually(() => election.status === 'leading');
  assert.equal(works[0]?.state, 'abandon');
  assert.match(await metrics.registry.metrics(), /^eagle_leader\{[^}]*\} 1$/m);
  await election.stop('orderly');
});

describe('the requests that only a leader answers', () => {
  test('are answered from after its work started until before it stops', async () => {
    const { election, gate } = replica(new Held(), 'a');
    assert.throws(() => election.leading, { code: 'LEADER.NOT_LEADING', kind: 'unavailable' });
    await election.start();
    assert.deepEqual(gate.steps, ['start', 'leading opened']);
    assert.equal(election.leading, election.current);
    await election.stop('orderly');
    assert.deepEqual([...new Set(gate.steps)], ['start', 'leading opened', 'leading closed', 'orderly']);
  });

  test('are not answered where its work could not start, nor where another replica leads', async () => {
    const store = new Held();
    const a = replica(store, 'a', 1);
    await a.election.start();
    assert.deepEqual(a.gate.steps, ['start', 'abandon']);
    await eventually(() => a.election.status === 'leading');
    const b = replica(store, 'b');
    await b.election.start();
    assert.deepEqual(b.gate.steps, []);
    await Promise.all([a.election.stop('orderly'), b.election.stop('orderly')]);
  });

  test('are no longer answered once the lease is lost', async () => {
    const { lease, election, gate } = replica(new Held(), 'a');
    await election.start();
    lease.takeAway();
    await eventually(() => gate.steps.includes('abandon') && gate.steps.includes('leading closed'));
    await election.stop('orderly');
  });
});
