import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { organizationConfigSchema, type OrganizationConfig } from '@eagle/contracts/domain';
import { FollowedConfigs } from './followed-configs.js';

const config = organizationConfigSchema.parse({
  organizationId: randomUUID(),
  slug: 'followed',
  name: 'Followed',
  enabled: true,
  revision: 1,
  assets: [],
  tags: [],
  feed: null,
  mapping: null,
  rules: [],
  settings: {},
});
const { organizationId } = config;
let stored: OrganizationConfig | null;
let reads: number;
let nowMs: number;
let configs: FollowedConfigs;

beforeEach(() => {
  [stored, reads, nowMs] = [null, 0, 0];
  const read = async (): Promise<OrganizationConfig | null> => {
    reads += 1;
    return stored;
  };
  configs = new FollowedConfigs({ read }, () => nowMs);
});

test('a followed configuration needs no read, and shows whether the organization is disabled', async () => {
  configs.note(organizationId, config);
  assert.equal(await configs.enabled(organizationId), config);
  configs.note(organizationId, { ...config, enabled: false });
  assert.equal(await configs.enabled(organizationId), null);
  assert.equal((await configs.known(organizationId))?.enabled, false);
  assert.equal(configs.isDisabled(organizationId), true);
  assert.equal(reads, 0);
});

test('a configuration that is not followed yet is read, and an unknown organization only once in half a second', async () => {
  assert.equal(await configs.enabled(organizationId), null);
  stored = config;
  nowMs = 499;
  assert.equal(await configs.enabled(organizationId), null);
  assert.equal(reads, 1);
  nowMs = 500;
  assert.equal(await configs.enabled(organizationId), config);
  assert.equal(configs.followed(organizationId), null);
  assert.equal(reads, 2);
});

test('a removed configuration is read again, without waiting', async () => {
  configs.note(organizationId, config);
  configs.note(organizationId, null);
  stored = config;
  assert.deepEqual(configs.organizations, []);
  assert.equal(await configs.enabled(organizationId), config);
});
