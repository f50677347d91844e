import { RunningGateway } from '../fixtures/running-gateway.fixture.js';

/** Loopback addresses of Linux; macOS has only the first one. */
const OTHER = '127.0.0.2';
const hasOthers = process.platform === 'linux';

describe('a gateway', () => {
  let gateway: RunningGateway | null = null;
  afterEach(async () => {
    await gateway?.close();
    gateway = null;
  });

  const answers = async (url: string): Promise<boolean> => {
    const other = new URL('/api/v1/health/gateway', url);
    other.hostname = OTHER;
    return fetch(other).then(
      ({ ok }) => ok,
      (error: unknown) => {
        if (error instanceof TypeError) return false; // Nobody listens there.
        throw error;
      },
    );
  };

  test('answers on no other address, unless it is told to', async () => {
    gateway = await RunningGateway.start();
    expect(await answers(gateway.url)).toBe(false);
    await gateway.close();
    gateway = await RunningGateway.start({ HTTP_HOST: '0.0.0.0' });
    expect(await answers(gateway.url)).toBe(hasOthers);
    expect(await answers(gateway.service.operationsUrl)).toBe(false);
  });
});
