import {
  organizationSettingsSchema,
  tagSchema,
  type OrganizationConfig,
  type OrganizationSettings,
} from '@eagle/contracts/domain';

const NUMBERS = 'hz1pv hz2pv cppv tz1pv tz2pv oilpv deppv postpv hardhz oilhz temphz'.split(' ');
const BOOLEANS = (
  'oiltemphigh oillevelhigh oillevellow hz1hfail hz2hfail hardconfail hardcontraip oilconfail oilcontraip tempconfail tempcontraip ' +
  'hz1fanfail hz1fantrip hz2fanfail hz2fantrip tz1fanfail tz1fantrip tz2fanfail tz2fantrip'
).split(' ');

/**
 * Tags and settings of a furnace line: 11 numbers and 19 booleans, lags 60 and 120 s, one 300 s
 * window, so 183 features.
 */
export function furnace(
  settings: { lagsMs: number[]; windowsMs: number[] } = { lagsMs: [60_000, 120_000], windowsMs: [300_000] },
): Pick<OrganizationConfig, 'tags'> & { settings: OrganizationSettings } {
  return {
    tags: [
      ...NUMBERS.map((tag) => tagSchema.parse({ tag, type: 'number', role: 'present-value' })),
      ...BOOLEANS.map((tag) => tagSchema.parse({ tag, type: 'boolean', role: 'flag' })),
    ],
    settings: organizationSettingsSchema.parse({ features: settings }),
  };
}
