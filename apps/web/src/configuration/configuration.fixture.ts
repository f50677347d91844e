import { organizationConfigInputSchema } from '@eagle/contracts/rest';
import type { Configuration } from '../drafts/index.js';

/** A pump with a flow, its set value and a trip: everything refers to something. */
export function pumpConfiguration(): Configuration {
  const parts = organizationConfigInputSchema.parse({
    assets: [{ assetId: 'pump-1', name: 'Pump 1', kind: 'pump' }],
    tags: [
      {
        tag: 'flow',
        label: 'Flow',
        unit: 'l/min',
        type: 'number',
        role: 'present-value',
        setValueTag: 'flow-set',
      },
      { tag: 'flow-set', type: 'number', role: 'set-value' },
      { tag: 'tripped', type: 'boolean', role: 'flag', component: 'impeller' },
      { tag: 'spare', type: 'number', role: 'other' },
    ],
    feed: null,
    mapping: {
      table: 'scans',
      keyColumn: null,
      timeColumn: 'at',
      timeZone: 'UTC',
      source: { layout: 'wide', asset: { assetId: 'pump-1' }, columns: [{ column: 'f', tag: 'flow' }] },
    },
    rules: [
      {
        id: 'off',
        type: 'deviation',
        title: 'Flow is off',
        component: 'bearing',
        kind: 'flow',
        tag: 'flow',
        setValueTag: 'flow-set',
        bands: [{ severity: 'high', from: 10 }],
      },
      {
        id: 'quiet',
        type: 'no-data',
        title: 'No data',
        component: 'feed',
        kind: 'quiet',
        severity: 'high',
        afterMs: 1,
      },
    ],
    settings: {
      operatingStates: [
        { state: 'running', all: [{ tag: 'flow', minusTag: 'flow-set', op: '>', value: 1 }] },
      ],
      failures: { tags: [{ tag: 'tripped', component: 'impeller' }] },
      training: { trustedTags: ['tripped'], monotone: { flow: 'increasing' } },
    },
  });
  const mapping = parts.mapping === null ? null : { ...parts.mapping, revision: 1 };
  // None is given: a schema and a description of the interface type that in two ways.
  const settings = { ...parts.settings, training: { ...parts.settings.training, hyperparameters: {} } };
  const organization = { organizationId: 'o', slug: 'o', name: 'O', enabled: true, revision: 1 };
  return { ...organization, ...parts, settings, mapping, feed: null };
}
