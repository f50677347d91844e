import fc from 'fast-check';
import { deviceOf } from './device-name.js';

describe('the name of a device', () => {
  test.each([
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0',
      { browser: 'Edge', system: 'Windows' },
    ],
    [
      'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
      { browser: 'Firefox', system: 'Linux' },
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
      { browser: 'Safari', system: 'iPhone' },
    ],
    ['Chrome/142.0', { browser: 'Chrome', system: null }],
    ['curl/8.5.0', null],
    ['', null],
  ])('%s', (client, device) => {
    expect(deviceOf(client)).toEqual(device);
  });

  test('is found in any text, or not', () => {
    fc.assert(
      fc.property(fc.string(), (client) => {
        const device = deviceOf(client);
        expect(device === null || device.browser.length > 0).toBe(true);
      }),
    );
  });
});
