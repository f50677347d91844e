import { organizationSettingsSchema, type OrganizationSettings } from '@eagle/contracts/domain';
import { FURNACE_PARTS } from '../furnace/furnace-design.js';

/**
 * Drives stopped at working set value. A drive with an unknown speed is neither running nor
 * stopped.
 */
const STANDING_HOT = [
  { tag: 'hz1sv', op: '>=', value: 600 },
  { tag: 'hardhz', op: '<', value: 15 },
];

/**
 * Settings of a furnace line: lags of 60 and 120 s, one window of 300 s, failures by the rising
 * edges of the trip flags, predictions while parts run through.
 */
export function furnaceSettings(timeZone: string, scanPeriodMs: number): OrganizationSettings {
  return organizationSettingsSchema.parse({
    timeZone,
    scanPeriodMs,
    features: { lagsMs: [60_000, 120_000], windowsMs: [300_000] },
    operatingStates: [
      {
        state: 'running',
        all: [
          { tag: 'hz1sv', op: '>=', value: 600 },
          { tag: 'hardhz', op: '>=', value: 15 },
        ],
      },
      {
        state: 'heating',
        all: [...STANDING_HOT, { tag: 'hz1pv', minusTag: 'hz1sv', op: '<', value: -15 }],
      },
      { state: 'idle', all: STANDING_HOT },
      {
        state: 'cooling',
        all: [
          { tag: 'hz1sv', op: '<', value: 600 },
          { tag: 'hz1pv', op: '>=', value: 150 },
        ],
      },
      { state: 'off', all: [{ tag: 'hz1sv', op: '<', value: 600 }] },
    ],
    predictInStates: ['running'],
    failures: {
      tags: Object.entries(FURNACE_PARTS).map(([component, { flag }]) => ({
        tag: flag,
        component,
        debounceMs: 3_000,
      })),
    },
    prediction: { horizonMs: 600_000, leadMsMin: 300_000 },
    // A history of so few days cannot show that false alarms are rarer than this.
    training: { assetDaysPerFalseAlarm: 7 },
  });
}
