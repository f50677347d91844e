import assert from 'node:assert/strict';
import { assetIdSchema, organizationConfigSchema } from '@eagle/contracts/domain';
import { tagTable } from '@eagle/features';
import { RuleAlarms } from './rule-alarms.js';

test('an alarm that chatters and then stays counts each time it comes, and each one but the last has an end', () => {
  const config = organizationConfigSchema.parse({
    organizationId: '3f0c0a3e-3f5b-4a53-8a51-0d5f6e6a7a01',
    slug: 'o',
    name: 'O',
    enabled: true,
    revision: 1,
    assets: [{ assetId: 'line', name: 'Line' }],
    tags: [{ tag: 'temp', type: 'number', role: 'present-value' }],
    feed: null,
    mapping: null,
    rules: [
      {
        id: 'hot',
        type: 'limit',
        title: 'Hot',
        component: 'motor',
        kind: 'temperature',
        tag: 'temp',
        side: 'high',
        bands: [{ severity: 'high', from: 80 }],
      },
    ],
    settings: {},
  });
  const alarms = new RuleAlarms(config, tagTable(config), ['unknown']);
  const line = assetIdSchema.parse('line');
  const windowMs = config.settings.alerts.deduplicationWindowMs;
  const came = config.settings.alerts.repeatsMax + 3;
  let atMs = Date.UTC(2026, 0, 1);
  const add = (temp: number): void => alarms.add(line, (atMs += 1_000), 0, Float64Array.of(temp));
  for (let i = 0; i < came; i += 1) {
    add(20);
    add(90);
  }
  // It stays long enough to be reported.
  for (const untilMs = atMs + 2 * windowMs; atMs < untilMs;) add(90);
  const episodes = alarms.episodes() ?? [];
  assert.equal(episodes.length, came);
  assert.deepEqual(
    episodes.map(({ endsMs }) => Number.isFinite(endsMs)),
    [...Array.from({ length: came - 1 }, () => true), false],
  );
});
