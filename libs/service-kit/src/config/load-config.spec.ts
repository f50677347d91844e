import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { AppError } from '@eagle/contracts/domain';
import { z } from 'zod';
import { loadConfig } from './load-config.js';
import { hexKey, secret } from './secret.js';
import { serviceConfigShape } from './service-config.js';

const schema = z.object({
  ...serviceConfigShape,
  SECRETS_KEY: secret(hexKey),
  ACK_WAIT_MS: z.coerce.number().int(),
});
const good = {
  SERVICE_NAME: 'gateway',
  REPLICA: 'gateway-0',
  HTTP_PORT: '3000',
  NATS_URL: 'nats://127.0.0.1:4222',
  SECRETS_KEY: 'ab'.repeat(32),
  ACK_WAIT_MS: '500',
};

describe('loadConfig', () => {
  test('gives typed values and defaults', () => {
    const config = loadConfig(schema, good);
    assert.equal(config.HTTP_PORT, 3000);
    assert.equal(config.HTTP_HOST, '127.0.0.1');
    assert.equal(config.SECRETS_KEY.reveal(), 'ab'.repeat(32));
  });

  test('names every wrong variable and what was expected, and shows no value', () => {
    const wrong = { ...good, SECRETS_KEY: 'hunter2', ACK_WAIT_MS: 'soon', NATS_URL: '' };
    assert.throws(
      () => loadConfig(schema, wrong),
      (error: unknown) => {
        assert.ok(error instanceof AppError);
        assert.equal(error.code, 'CONFIG.INVALID');
        assert.match(error.message, /SECRETS_KEY is wrong: 64 hexadecimal digits/);
        assert.match(error.message, /ACK_WAIT_MS is wrong/);
        assert.match(error.message, /NATS_URL is missing: an address such as/);
        assert.doesNotMatch(error.message, /hunter2|soon/);
        return true;
      },
    );
  });

  test('never prints a secret', () => {
    const config = loadConfig(schema, good);
    assert.match(inspect(config), /SECRETS_KEY: \[redacted\]/);
    assert.match(JSON.stringify(config), /"SECRETS_KEY":"\[redacted\]"/);
    assert.equal(`${config.SECRETS_KEY.toString()}`, '[redacted]');
  });
});
