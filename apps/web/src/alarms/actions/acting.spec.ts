import { type Alert, ApiProblem, unreachable } from '../../api/index.js';
import { alertOf, NOW } from '../../live/alert.fixture.js';
import { FakeTime } from '../../live/fake-time.fixture.js';
import { Acting, HELD_BACK_MS, RETRY_MS } from './acting.js';
import { MemoryOutbox, type Outbox } from './outbox.js';

const ME = 'user-me';
const acknowledgedBy = (userId: string, alert: Alert = alertOf()): Alert =>
  alertOf({
    ...alert,
    acknowledgedBy: userId,
    acknowledgedAt: '2026-11-28T14:32:01.000Z',
    state: { ...alert.state, acknowledged: true },
    revision: alert.revision + 1,
  });
const refusal = (code: string, status = 409): ApiProblem =>
  new ApiProblem({ code, status, detail: '', mistakes: [], retryAfterSeconds: null, correlationId: null });

/** Answers come when the test gives them. */
class Platform {
  readonly sent: string[] = [];
  readonly seen: Alert[] = [];
  isConnected = true;
  private answers: {
    readonly resolve: (alert: Alert) => void;
    readonly reject: (problem: unknown) => void;
  }[] = [];

  readonly sender = {
    acknowledge: (id: string, revision: number) => this.asked(`acknowledge ${id} ${revision}`),
    end: (action: string, id: string, message: string) => this.asked(`${action} ${id} ${message}`),
  };

  async answer(alert: Alert): Promise<void> {
    this.answers.shift()?.resolve(alert);
    await settled();
  }

  async refuse(problem: unknown): Promise<void> {
    this.answers.shift()?.reject(problem);
    await settled();
  }

  private asked(what: string): Promise<Alert> {
    this.sent.push(what);
    return new Promise((resolve, reject) => this.answers.push({ resolve, reject }));
  }
}

/** Lets what was answered come through the promises that wait for it. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}

function setUp(outbox: Outbox = new MemoryOutbox()) {
  const platform = new Platform();
  const time = new FakeTime(NOW);
  const acting = new Acting({
    sender: platform.sender,
    outbox,
    organizationId: 'org',
    userId: ME,
    isConnected: () => platform.isConnected,
    onAlert: (alert) => platform.seen.push(alert),
    alone: (run) => run(),
    now: time.now,
    later: time.later,
  });
  return { platform, time, acting, outbox, pending: (id = alertOf().id) => acting.get().get(id) };
}

describe('acknowledging', () => {
  test('is shown at once, and confirmed by the answer', async () => {
    const { acting, platform, pending } = setUp();
    acting.acknowledge([alertOf()]);
    expect(pending()).toEqual({ kind: 'sending', action: 'acknowledge' });
    await platform.answer(acknowledgedBy(ME));
    expect([pending(), platform.seen.length]).toEqual([undefined, 1]);
  });

  test('is confirmed by the socket where that is first', async () => {
    const { acting, pending } = setUp();
    acting.acknowledge([alertOf()]);
    acting.observe(new Map([[alertOf().id, acknowledgedBy(ME)]]));
    expect(pending()).toBeUndefined();
  });

  test('says that somebody was first, and lets theirs stand', async () => {
    const { acting, platform, time, pending } = setUp();
    acting.acknowledge([alertOf()]);
    await platform.answer(acknowledgedBy('user-shift-a'));
    expect(pending()).toEqual({ kind: 'somebody-first', at: '2026-11-28T14:32:01.000Z' });
    time.move(60_000);
    expect(pending()).toBeUndefined();
  });

  test.each([
    ['ALERTING.ALERT_CHANGED', 409, 'changed'],
    ['ALERTING.ALERT_ENDED', 409, 'ended'],
    ['ALERT.NOT_FOUND', 404, 'not-found'],
    ['RPC.NO_RESPONDER', 503, 'lost'],
    ['AUTH.FORBIDDEN', 403, 'other'],
  ])('that is refused with %s turns back, and the row says why', async (code, status, why) => {
    const { acting, platform, pending } = setUp();
    acting.acknowledge([alertOf()]);
    await platform.refuse(refusal(code, status));
    expect(pending()).toEqual({ kind: 'refused', action: 'acknowledge', why });
  });

  test('is sent once, however often the key is pressed, and not for what is acknowledged', () => {
    const { acting, platform } = setUp();
    acting.acknowledge([alertOf(), acknowledgedBy(ME, alertOf({ id: 'other' }))]);
    acting.acknowledge([alertOf()]);
    expect(platform.sent).toEqual([`acknowledge ${alertOf().id} 1`]);
  });

  test('acts on 50 alerts at most', () => {
    const { acting, platform } = setUp();
    acting.acknowledge(Array.from({ length: 60 }, (_, index) => alertOf({ id: `alert-${index}` })));
    expect(platform.sent.length).toBe(50);
  });
});

describe('without a connection', () => {
  test('an acknowledgement waits, and goes out with the revision that was seen', async () => {
    const { acting, platform, pending } = setUp();
    platform.isConnected = false;
    acting.acknowledge([alertOf({ revision: 7 })]);
    await settled();
    expect([pending(), platform.sent]).toEqual([{ kind: 'waiting' }, []]);
    platform.isConnected = true;
    const sending = acting.sendKept();
    await settled();
    expect(platform.sent).toEqual([`acknowledge ${alertOf().id} 7`]);
    await platform.answer(acknowledgedBy(ME));
    await sending;
    await acting.sendKept();
    expect([pending(), platform.sent.length]).toEqual([undefined, 1]);
  });

  test('one that finds no answer is kept, not lost', async () => {
    const { acting, platform, pending, outbox } = setUp();
    acting.acknowledge([alertOf()]);
    await platform.refuse(unreachable(new Error('no network')));
    expect(pending()).toEqual({ kind: 'waiting' });
    expect((await outbox.all('org', ME)).length).toBe(1);
  });

  test('one that finds no answer while the socket still stands is tried again by itself', async () => {
    const { acting, platform, time, pending } = setUp();
    acting.acknowledge([alertOf()]);
    await platform.refuse(unreachable(new Error('no network')));
    time.move(RETRY_MS);
    await settled();
    expect(platform.sent.length).toBe(2);
    await platform.answer(acknowledgedBy(ME));
    expect(pending()).toBeUndefined();
  });

  test('one that an earlier tab kept is shown, and belongs to its person alone', async () => {
    const outbox = new MemoryOutbox();
    const kept = { organizationId: 'org', userId: ME, alertId: 'mine', revision: 1 };
    await outbox.keep(kept);
    await outbox.keep({ ...kept, userId: 'user-other', alertId: 'theirs' });
    const { acting } = setUp(outbox);
    await acting.showKept();
    expect([...acting.get().keys()]).toEqual(['mine']);
  });

  test('one that another tab has sent is not sent again', async () => {
    const outbox = new MemoryOutbox();
    const [here, there] = [setUp(outbox), setUp(outbox)];
    here.platform.isConnected = false;
    here.acting.acknowledge([alertOf()]);
    await settled();
    const sending = there.acting.sendKept();
    await settled();
    await there.platform.answer(acknowledgedBy(ME));
    await sending;
    here.platform.isConnected = true;
    await here.acting.sendKept();
    expect([here.platform.sent, here.pending()]).toEqual([[], undefined]);
  });

  test('one that waits is confirmed when the socket says that it is acknowledged', async () => {
    const { acting, platform, pending } = setUp();
    platform.isConnected = false;
    acting.acknowledge([alertOf()]);
    await settled();
    acting.observe(new Map([[alertOf().id, acknowledgedBy(ME)]]));
    expect(pending()).toBeUndefined();
  });

  test('one whose alert became worse meanwhile is not forced', async () => {
    const { acting, platform, pending, outbox } = setUp();
    platform.isConnected = false;
    acting.acknowledge([alertOf()]);
    await settled();
    platform.isConnected = true;
    const sending = acting.sendKept();
    await settled();
    await platform.refuse(refusal('ALERTING.ALERT_CHANGED'));
    await sending;
    expect(pending()).toEqual({ kind: 'refused', action: 'acknowledge', why: 'changed' });
    expect(await outbox.all('org', ME)).toEqual([]);
  });
});

describe('resolving and dismissing', () => {
  test('are held back for six seconds', async () => {
    const { acting, platform, time, pending } = setUp();
    acting.end('resolve', [alertOf()], 'Pump replaced');
    time.move(HELD_BACK_MS - 1);
    expect(platform.sent).toEqual([]);
    time.move(1);
    expect(platform.sent).toEqual([`resolve ${alertOf().id} Pump replaced`]);
    await platform.answer(alertOf({ resolvedAt: '2026-11-28T14:32:14.000Z' }));
    expect(pending()).toBeUndefined();
  });

  test('can be undone meanwhile, and then never happen', () => {
    const { acting, platform, time, pending } = setUp();
    acting.end('dismiss', [alertOf()], '');
    expect([acting.undo(), acting.undo(), pending()]).toEqual([true, false, undefined]);
    time.move(60_000);
    expect(platform.sent).toEqual([]);
  });

  test('go out at once when the person leaves the page, or ends another alert', () => {
    const { acting, platform } = setUp();
    acting.end('dismiss', [alertOf({ id: 'a' })], 'Known');
    acting.end('dismiss', [alertOf({ id: 'b' })], 'Known');
    expect(platform.sent).toEqual(['dismiss a Known']);
    acting.sendHeldBack();
    expect(platform.sent).toEqual(['dismiss a Known', 'dismiss b Known']);
  });

  test('that are refused say so', async () => {
    const { acting, platform, pending } = setUp();
    acting.end('resolve', [alertOf()], 'Done');
    acting.sendHeldBack();
    await platform.refuse(refusal('ALERTING.ALERT_ENDED'));
    expect(pending()).toEqual({ kind: 'refused', action: 'resolve', why: 'ended' });
  });
});
