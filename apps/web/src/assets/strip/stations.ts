import type { Alert } from '../../api/index.js';
import { urgentFirst } from '../../live/index.js';
import type { Limit } from '../../charts/limit-bands.js';
import { shortNames } from '../../feature-names/index.js';
import { limitsOf, tagName } from '../asset/lane.js';
import type { LatestRow } from '../fleet/fleet.js';
import type { Rule, Tag } from '../use-configuration.js';

/** A place of the process: what is measured there, and everything that belongs to it. */
export interface Station {
  readonly tag: Tag;
  /** What people call it beside the other places. */
  readonly name: string;
  readonly limits: readonly Limit[];
  /** Flags of the same zone or component. */
  readonly flags: readonly Tag[];
  /** Components that alerts of this place name. */
  readonly components: ReadonlySet<string>;
}

/** More do not fit beside each other. */
export const STATIONS_MAX = 10;

/** One place for each value that is measured, in the order in which they are configured. */
export function stationsOf(tags: readonly Tag[], rules: readonly Rule[]): Station[] {
  const measured = tags
    .filter(({ type, role }) => type === 'number' && role === 'present-value')
    .slice(0, STATIONS_MAX);
  const short = shortNames(measured.map(tagName));
  return measured.map((tag, at) => {
    const own = tags.filter((each) => each === tag || isBeside(each, tag));
    const names = new Set(own.map((each): string => each.tag));
    const ofRules = rules.flatMap((rule) =>
      'tag' in rule && names.has(rule.tag) ? [String(rule.component)] : [],
    );
    return {
      tag,
      name: short[at] ?? tagName(tag),
      limits: limitsOf(tag, rules),
      flags: own.filter(({ role }) => role === 'flag'),
      components: new Set([...own.flatMap(({ component }) => component ?? []), ...ofRules]),
    };
  });
}

const isBeside = (one: Tag, other: Tag): boolean =>
  (one.zone !== null && one.zone === other.zone) ||
  (one.component !== null && one.component === other.component);

/** Drives and other numbers that belong to no place. */
export const drivesOf = (tags: readonly Tag[]): Tag[] =>
  tags.filter(({ type, role }) => type === 'number' && role === 'other');

type Values = LatestRow['values'];
type Quality = Values[string]['quality'];

export interface StationNow {
  /** Null: there is no value that can be used. */
  readonly value: number | null;
  /** Null: no row is known. */
  readonly quality: Quality | null;
  readonly setValue: number | null;
  readonly flagsOn: readonly Tag[];
  /** The most urgent first. */
  readonly alerts: readonly Alert[];
}

/** What a place says now. @param values  Null: no row is known. */
export function stationNow(station: Station, values: Values | null, standing: readonly Alert[]): StationNow {
  const { tag, flags, components } = station;
  const measured = values?.[tag.tag];
  return {
    value: measured?.value ?? null,
    quality: values === null ? null : (measured?.quality ?? 'missing'),
    setValue: tag.setValueTag === null ? null : (values?.[tag.setValueTag]?.value ?? null),
    flagsOn: flags.filter((flag) => values?.[flag.tag]?.value === 1),
    alerts: urgentFirst(
      standing.filter(({ component }) => components.has(component)),
      (alert) => alert,
    ),
  };
}
