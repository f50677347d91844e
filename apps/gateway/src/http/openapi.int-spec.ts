import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { factored } from '../fixtures/factored-document.fixture.js';
import { RunningGateway } from '../fixtures/running-gateway.fixture.js';

/** Seen from `dist/http`. */
const SNAPSHOT = new URL('../../openapi.json', import.meta.url);
const UPDATE = 'npm run docs:openapi';

describe('the description of the interface', () => {
  let gateway: RunningGateway;
  beforeAll(async () => {
    gateway = await RunningGateway.start();
  });
  afterAll(() => gateway.close());

  test('equals the published one, so that every change is deliberate', async () => {
    const described = await gateway.ok(z.unknown(), 'GET', '/api/docs-json');
    const text = `${JSON.stringify(factored(described), null, 2)}\n`;
    if (process.env['EAGLE_UPDATE_OPENAPI'] === '1') await writeFile(SNAPSHOT, text);
    const reported = await readFile(SNAPSHOT, 'utf8');
    assert.ok(
      text === reported,
      `apps/gateway/openapi.json differs. Where the change is deliberate: ${UPDATE}`,
    );
  });
});
