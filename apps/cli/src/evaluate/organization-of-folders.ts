import {
  componentNameSchema,
  logCodeSchema,
  organizationConfigSchema,
  tagSchema,
  type AttributeDefinition,
  type OrganizationConfig,
} from '@eagle/contracts/domain';
import { suggestFeatures, type SuggestionInput } from '@eagle/features';
import { z } from 'zod';
import type { RecordedLogEntry } from '../recordings/asset-logs.js';
import { unusable } from '../recordings/configuration-file.js';
import { toAttributeName, toName } from '../recordings/names.js';
import type { RecordedFolder } from '../recordings/recorded-folder.js';
import type { EvaluateConfig } from './evaluate-config.js';

/** An evaluation belongs to no organization of any platform. */
const NOBODY = '00000000-0000-4000-8000-000000000000';
const CATEGORIES_MAX = 256;
const CATEGORY_CHARS_MAX = 120;
const LABEL_CHARS_MAX = 200;
const ASSET_CHARS_MAX = 120;
const CONSECUTIVE_MAX = 3;
const CLEAR_AFTER_MS_MIN = 120_000;
const CLEAR_AFTER_PERIODS = 6;

/** Settings that follow from a recording's time scale. */
export interface TimeScale {
  readonly scanPeriodMs: number;
  readonly horizonMs: number;
  /** Least time between an alarm and its failure. */
  readonly leadMsMin: number;
}

/**
 * The organization made from recorded folders: every column of numbers becomes a tag, facts of
 * machines become attributes, and the features follow from the time scale where the configuration
 * names none.
 * @param comparesAssets  Whether features compare the assets with each other at each moment.
 * @param runs  How long the assets run, where each runs to failure once.
 * @throws AppError `EVALUATE.BAD_CONFIG` (invalid) for settings that no organization may have.
 */
export function organizationOfFolders(
  folders: readonly RecordedFolder[],
  config: EvaluateConfig,
  scale: TimeScale,
  comparesAssets: boolean,
  runs: SuggestionInput['runs'] = null,
): OrganizationConfig {
  const tags = (folders[0]?.columns ?? []).map((column) =>
    tagSchema.parse({
      tag: toName(column),
      label: short(column, LABEL_CHARS_MAX),
      type: 'number',
      role: 'present-value',
    }),
  );
  const definitions = config.inputs.machines ? attributesOf(folders) : [];
  const { settings } = config;
  const organization = organizationConfigSchema.safeParse({
    organizationId: NOBODY,
    slug: 'evaluation',
    name: config.name ?? 'Evaluation',
    enabled: true,
    revision: 1,
    assets: assetsOf(folders, definitions),
    tags,
    feed: null,
    mapping: null,
    rules: [],
    settings: {
      ...settings,
      scanPeriodMs: scale.scanPeriodMs,
      failures: { tags: [], records: true },
      prediction: { ...alarmsOf(scale), ...asObject(settings['prediction']) },
      alerts: { predictionClearAfterMs: clearAfterMs(scale), ...asObject(settings['alerts']) },
      features:
        settings['features'] ??
        suggestFeatures({
          ...scale,
          tags,
          codes: config.inputs.errors ? codesOf(folders.flatMap(({ errors }) => errors)) : [],
          components: config.inputs.maintenance ? componentsOf(folders) : [],
          attributes: definitions,
          assets: comparesAssets ? assetCount(folders) : 1,
          runs,
        }),
    },
  });
  if (organization.success) return organization.data;
  throw unusable('The configuration', z.prettifyError(organization.error), 'EVALUATE.BAD_CONFIG');
}

/** A name that is too long to show is replaced by its identifier; reports have the whole name. */
const short = (name: string, charsMax: number): string => (name.length > charsMax ? toName(name) : name);

const asObject = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {});

function alarmsOf({ scanPeriodMs, horizonMs, leadMsMin }: TimeScale) {
  const consecutiveMin = Math.min(CONSECUTIVE_MAX, Math.floor(horizonMs / (4 * scanPeriodMs)));
  return { horizonMs, leadMsMin, consecutiveMin: Math.max(1, consecutiveMin) };
}

/** An alarm survives a few rows below its threshold, however far apart rows are. */
const clearAfterMs = ({ scanPeriodMs, horizonMs }: TimeScale): number =>
  Math.max(CLEAR_AFTER_MS_MIN, Math.min(CLEAR_AFTER_PERIODS * scanPeriodMs, Math.round(horizonMs / 2)));

const distinct = (texts: readonly string[]): string[] => [...new Set(texts)].sort();

/** Error codes as names; see `toName`. */
export const codesOf = (events: readonly RecordedLogEntry[]): ReturnType<typeof logCodeSchema.parse>[] =>
  distinct(events.map(({ code }) => toName(code))).map((code) => logCodeSchema.parse(code));

const componentsOf = (folders: readonly RecordedFolder[]): ReturnType<typeof componentNameSchema.parse>[] =>
  distinct(folders.flatMap(({ maintenance }) => maintenance.map(({ code }) => toName(code)))).map((name) =>
    componentNameSchema.parse(name),
  );

const assetCount = (folders: readonly RecordedFolder[]): number =>
  new Set(folders.flatMap(({ lanes }) => lanes.map(({ asset }) => asset))).size;

/** Columns of numbers become numbers; other columns with few enough values become categories. */
function attributesOf(folders: readonly RecordedFolder[]): AttributeDefinition[] {
  const machines = folders.flatMap((folder) => (folder.machines === null ? [] : [folder.machines]));
  return (machines[0]?.names ?? []).flatMap((column, at): AttributeDefinition[] => {
    const values = distinct(
      machines.flatMap(({ ofAsset }) => [...ofAsset.values()].map((row) => row[at] ?? '')),
    );
    const given = values.filter((value) => value !== '');
    const name = toAttributeName(column);
    if (given.every((value) => !Number.isNaN(Number(value)))) return [{ kind: 'number', name }];
    const isNameable =
      given.length <= CATEGORIES_MAX && given.every((value) => value.length <= CATEGORY_CHARS_MAX);
    return !isNameable ? [] : [{ kind: 'category', name, categories: given }];
  });
}

function assetsOf(folders: readonly RecordedFolder[], definitions: readonly AttributeDefinition[]): object[] {
  const assets = new Map<string, object>();
  for (const { lanes, machines } of folders) {
    for (const { laneId, asset } of lanes) {
      const row = machines?.ofAsset.get(asset) ?? [];
      const attributes: Record<string, number | string> = {};
      machines?.names.forEach((column, at) => {
        const definition = definitions.find(({ name }) => name === toAttributeName(column));
        const value = row[at] ?? '';
        if (definition === undefined || value === '') return;
        attributes[definition.name] = definition.kind === 'number' ? Number(value) : value;
      });
      assets.set(laneId, { assetId: laneId, name: short(asset, ASSET_CHARS_MAX), attributes });
    }
  }
  return [...assets.values()];
}
