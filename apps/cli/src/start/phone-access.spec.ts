import { phoneAccessOf } from './phone-access.js';

describe('a phone on the same network', () => {
  test('is not let in unless it is asked for', async () => {
    expect(await phoneAccessOf(false)).toBeNull();
  });

  test('reaches the address of this machine that was given, and the gateway listens there alone', async () => {
    expect(await phoneAccessOf('127.0.0.1')).toEqual({ host: '127.0.0.1', listenHost: '127.0.0.1' });
  });

  test('is not given the address of another machine', async () => {
    // TEST-NET-1 of RFC 5737: no machine has it.
    const refused = phoneAccessOf('192.0.2.1');
    await expect(refused).rejects.toMatchObject({ code: 'START.NO_LAN' });
    await expect(refused).rejects.toThrow('192.0.2.1 is no address of this machine.');
  });
});
