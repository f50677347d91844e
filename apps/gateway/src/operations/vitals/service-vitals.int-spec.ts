import { RPC } from '@eagle/contracts/bus';
import { serviceVitalsSchema } from '@eagle/contracts/rest';
import type { Subscription } from '@eagle/messaging';
import { RunningGateway, SUPER_ADMIN, type Tenant } from '../../fixtures/running-gateway.fixture.js';
import { readingOf } from './reading.fixture.js';
import { ServiceVitals } from './service-vitals.js';

const PATH = '/api/v1/platform/services';

describe('the services, as the gateway asks them', () => {
  let gateway: RunningGateway;
  let north: Tenant;
  let token: string;
  const served: Subscription[] = [];

  beforeAll(async () => {
    gateway = await RunningGateway.start({
      SERVICE_URLS: 'alerting=http://127.0.0.1:9|http://127.0.0.1:9',
      LOGINS_PER_MINUTE: '100',
    });
    north = await gateway.tenant('north');
    ({ accessToken: token } = await gateway.signIn(SUPER_ADMIN.email, SUPER_ADMIN.password));
    await gateway.addReplica();
    for (const replica of ['alerting-0', 'alerting-1']) await play(replica);
  });
  afterAll(() => gateway.close());

  /** A replica that answers, until its subscription is stopped. */
  async function play(replica: string): Promise<void> {
    let total = 0;
    const answer = () => {
      total += 40;
      return readingOf(replica, {
        role: replica === 'alerting-0' ? 'leader' : 'standby',
        figures: { scansDecided: { shape: 'rate', total } },
      });
    };
    served.push(await gateway.bus.bus.serve(RPC.alertingVitals, answer));
  }

  /** Asks once more, as the gateway does by itself every ten seconds. */
  async function read() {
    await gateway.service.app.get(ServiceVitals).ask();
    await gateway.service.app.get(ServiceVitals).ask();
    const { services } = await gateway.ok(serviceVitalsSchema, 'GET', PATH, { token });
    return (name: string) => services.find(({ service }) => service === name);
  }

  test('are shown with every replica, also its own, and with their figures', async () => {
    const of = await read();
    expect(of('gateway')?.replicas.map(({ replica, isReady }) => [replica, isReady])).toEqual([
      ['gateway-0', true],
      ['gateway-1', true],
    ]);
    const alerting = of('alerting');
    expect(alerting?.replicasDeclared).toBe(2);
    expect(alerting?.replicas.map(({ role, isAnswering }) => [role, isAnswering])).toEqual([
      ['leader', true],
      ['standby', true],
    ]);
    const decided = alerting?.figures.find(({ name }) => name === 'scansDecided');
    expect(decided?.value ?? 0).toBeGreaterThan(0);
    // Nothing declares it, and it was never seen: this installation has none.
    expect(of('training')).toBeUndefined();
  });

  test('show a replica that does not answer any more, and when it did last', async () => {
    const former = (await read())('alerting')?.replicas.at(1);
    await served.pop()?.stop();
    const [leader, silent] = (await read())('alerting')?.replicas ?? [];
    expect([leader?.isAnswering, silent?.isAnswering]).toEqual([true, false]);
    expect(silent?.lastSeenAt).toBe(former?.lastSeenAt);
  });

  test('are for super-admins alone, and hold nothing of an organization', async () => {
    for (const { accessToken } of [north.admin, north.operator]) {
      const answer = await gateway.request('GET', PATH, { token: accessToken });
      expect(answer.status).toBe(403);
      expect(answer.text).not.toContain('alerting-0');
    }
    expect((await gateway.request('GET', PATH)).status).toBe(401);
    expect((await gateway.request('GET', PATH, { token })).text).not.toContain(north.id);
  });
});
