import { SERVICES } from '@eagle/contracts/domain';
import { hashPasswords, natsServerConfig } from './index.js';

describe('the monitoring of the message server', () => {
  const configured = async (monitor: { monitorPort?: number }): Promise<string[]> => {
    const passwordHashes = await hashPasswords(SERVICES, () => 'a-password-of-a-service');
    const config = natsServerConfig({
      host: '0.0.0.0',
      port: 4222,
      storeDir: '/data',
      passwordHashes,
      ...monitor,
    });
    return config.split('\n').filter((line) => /^(http|monitor)/.test(line));
  };

  test('listens nowhere unless a port is given', async () => {
    expect(await configured({})).toEqual([]);
  });

  test('listens on the loopback of its container, whatever address clients use', async () => {
    expect(await configured({ monitorPort: 8222 })).toEqual(['http: "127.0.0.1:8222"']);
  });
});
