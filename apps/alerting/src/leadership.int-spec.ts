import assert from 'node:assert/strict';
import { organizationIdSchema } from '@eagle/contracts/domain';
import type { Bus } from '@eagle/messaging';
import { createLogger } from '@eagle/service-kit';
import { eventually, testBus, type TestBus } from '@eagle/testing';
import { Leadership, type Reign } from './leadership.js';

const PLATFORM = organizationIdSchema.parse('00000000-0000-0000-0000-000000000000');
const TTL_MS = 1_000;

let bus: Bus;
let nats: TestBus;
beforeAll(async () => {
  nats = await testBus();
  ({ bus } = nats);
});
afterAll(() => nats.close());

class Work implements Reign {
  state: 'waiting' | 'started' | 'orderly' | 'abandon' = 'waiting';
  constructor(
    readonly fence: number,
    readonly onFenced: () => void,
  ) {}
  async start(): Promise<void> {
    this.state = 'started';
  }
  async stop(how: 'orderly' | 'abandon'): Promise<void> {
    this.state = how;
  }
}

function replica(name: string): { leadership: Leadership<Work>; works: Work[] } {
  const works: Work[] = [];
  const lease = bus.lease('alerting', PLATFORM, name, { ttlMs: TTL_MS });
  const logger = createLogger({ service: 'alerting', replica: name, level: 'silent' });
  const leadership = new Leadership(lease, TTL_MS, logger, (fence, onFenced) => {
    const work = new Work(fence, onFenced);
    works.push(work);
    return work;
  });
  leadership.start();
  return { leadership, works };
}

test('one replica works, the other stands by and takes over under a higher revision', async () => {
  const a = replica('alerting-0');
  await eventually(() => a.leadership.status === 'leading');
  const b = replica('alerting-1');
  await eventually(() => b.leadership.status.startsWith('standing by'));
  assert.equal(b.leadership.isSettled, true);
  assert.equal(b.leadership.current, null);
  await a.leadership.stop('orderly');
  assert.equal(a.works[0]?.state, 'orderly');
  await eventually(() => b.leadership.status === 'leading');
  assert.ok((b.works[0]?.fence ?? 0) > (a.works[0]?.fence ?? 0));
  await b.leadership.stop('orderly');
});

test('a replica that the database refuses abandons its work and asks for the lease again', async () => {
  const { leadership, works } = replica('alerting-0');
  await eventually(() => leadership.status === 'leading');
  works[0]?.onFenced();
  await eventually(() => works.length === 2 && works[1]?.state === 'started');
  assert.equal(works[0]?.state, 'abandon');
  await leadership.stop('orderly');
});
