import { tagSchema, type OrganizationConfig } from '@eagle/contracts/domain';
import { z } from 'zod';
import { FURNACE_BITS, FURNACE_FLAGS, FURNACE_NUMBERS } from '../furnace/furnace-design.js';
import { FURNACE_PARTS } from '../furnace/furnace-design.js';

type TagInput = z.input<typeof tagSchema>;

/**
 * The eleven continuous tags for features: the process values, and the two set values that
 * distinguish a recipe from a fault. Baths and the drives beside them belong to no component that
 * fails; the other set values repeat these.
 */
const MODEL_NUMBERS: ReadonlySet<string> = new Set([
  'hz1sv',
  'hz1pv',
  'hz2pv',
  'cpsv',
  'cppv',
  'tz1pv',
  'tz2pv',
  'oilpv',
  'hardhz',
  'oilhz',
  'temphz',
]);

const SET_VALUES: Readonly<Record<string, string>> = {
  hz1pv: 'hz1sv',
  hz2pv: 'hz2sv',
  cppv: 'cpsv',
  tz1pv: 'tz1sv',
  tz2pv: 'tz2sv',
};

const LABELS: Readonly<Record<string, string>> = {
  hz: 'Hardening zone',
  tz: 'Tempering zone',
  cp: 'Carbon potential',
  oil: 'Quench oil',
  dep: 'Dephosphating',
  post: 'Post-wash',
  hard: 'Hardening',
  temp: 'Tempering',
};

/**
 * All tags of a furnace line, with the eleven numbers and nineteen flags that give the 183
 * features.
 */
export const furnaceTags: OrganizationConfig['tags'] = z
  .array(tagSchema)
  .parse([...FURNACE_NUMBERS.map(numberTag), ...FURNACE_BITS.map(bitTag), ...FURNACE_FLAGS.map(flagTag)]);

function numberTag(tag: string): TagInput {
  const isSetValue = tag.endsWith('sv');
  return {
    tag,
    label: labelOf(tag, isSetValue ? 'set value' : tag.endsWith('pv') ? 'present value' : 'drive'),
    ...scaleOf(tag),
    type: 'number',
    role: isSetValue ? 'set-value' : tag.endsWith('pv') ? 'present-value' : 'other',
    zone: zoneOf(tag),
    setValueTag: SET_VALUES[tag] ?? null,
    modelInput: MODEL_NUMBERS.has(tag),
  };
}

/** Unit, and the plausible range: outside of it, the sensor and not the machine is faulty. */
function scaleOf(tag: string): Pick<TagInput, 'unit' | 'range'> {
  if (/^(dep|hard|oil|post|temp)hz$/.test(tag)) return { unit: 'Hz', range: { low: 0, high: 60 } };
  if (tag.startsWith('cp')) return { unit: '%', range: { low: 0, high: 2 } };
  if (tag.startsWith('hz')) return { unit: '°C', range: { low: 0, high: 1_200 } };
  if (tag.startsWith('tz')) return { unit: '°C', range: { low: 0, high: 700 } };
  return { unit: '°C', range: { low: -20, high: 200 } };
}

/**
 * Alarm bits of the controllers: they repeat the values, and `cpl` would reveal the answer; no
 * features use them.
 */
function bitTag(tag: string): TagInput {
  const meaning = tag.endsWith('ht') || tag === 'cph' ? 'high alarm' : 'low alarm';
  const part = partOf(tag);
  return {
    tag,
    label: labelOf(tag, meaning),
    type: 'boolean',
    role: 'limit-flag',
    component: part ?? null,
    zone: zoneOf(tag),
    modelInput: false,
  };
}

function flagTag(tag: string): TagInput {
  return {
    tag,
    label: labelOf(tag, tag.replace(/^(hz\d|tz\d|oil|hard|temp)/, '').replace('traip', 'trip')),
    type: 'boolean',
    role: 'flag',
    component: partOf(tag) ?? (tag.startsWith('oillevel') ? 'oil-system' : null),
    zone: zoneOf(tag),
  };
}

/** The component of a flag. */
function partOf(flag: string): string | undefined {
  const found = Object.entries(FURNACE_PARTS).find(
    ([, part]) => part.flag === flag || ('warning' in part && part.warning === flag),
  );
  return found?.[0];
}

function zoneOf(tag: string): string | null {
  return /^(hz|tz)\d/.exec(tag)?.[0] ?? null;
}

function labelOf(tag: string, meaning: string): string {
  const prefix = /^(hz\d|tz\d|cp|oil|dep|post|hard|temp)/.exec(tag)?.[0] ?? tag;
  const name = LABELS[prefix.replace(/\d$/, '')] ?? prefix;
  const number = /\d$/.exec(prefix)?.[0];
  return `${name}${number === undefined ? '' : ` ${number}`} ${meaning}`;
}
