import {
  assetsIn,
  type DryRunInput,
  type FeedInput,
  guessReading,
  isToDecide,
  isZone,
  type KnownZones,
  labelOf,
  type Mapped,
  mappedOf,
  missingParts,
  mistakesOf,
  proposalsFor,
  type Signal,
  signalsOf,
  type TableReading,
  tagNameOf,
  templateOf,
  undecided,
  zoneOfRows,
} from '../plant-source/index.js';
import { accountOf, type Draft, type TableContent, tableOf } from './draft/draft.js';
import {
  type AssetInput,
  assetsOfNames,
  configuredPlant,
  operatingStatesOf,
  type PlantChoices,
} from './mapping/configured-plant.js';
import type { Progress } from './steps/wizard-steps.js';

const SECOND_MS = 1_000;

/** The chosen table and what the platform proposes for it. */
export interface ProposedTable {
  readonly table: string;
  readonly reading: TableReading;
  readonly signals: readonly Signal[];
  /** One for each signal, in their order. */
  readonly proposed: readonly Mapped[];
  /** What the table calls its assets; empty where it names none. */
  readonly assetsInTable: readonly string[];
  /** Zone in which the newest row was written just now, or the likeliest. */
  readonly likelyZone: string;
  /** Time of the newest row as the table holds it; null where it holds none. */
  readonly newestStamp: string | null;
}

/** The same with what people changed. */
export interface ReadTable extends ProposedTable {
  readonly mapped: readonly Mapped[];
  readonly assets: readonly AssetInput[];
  /** IANA zone in which time stamps are read. */
  readonly zone: string;
}

/** What follows from the content of the chosen table; null while none is open. */
export function proposedTable(
  {
    table,
    reading: chosen,
    template,
    connection,
  }: Pick<Draft, 'table' | 'reading' | 'template' | 'connection'>,
  content: TableContent | null,
  zones: KnownZones,
): ProposedTable | null {
  if (table === null || content === null || content.of !== tableOf(connection, table)) return null;
  const reading = chosen ?? guessReading(content.reply);
  const signals = signalsOf(content.reply, reading);
  const proposals = proposalsFor(signals, template === null ? null : templateOf(template));
  const newestStamp = newestStampIn(content, reading);
  return {
    ...{ table, reading, signals, newestStamp },
    proposed: proposals.map(undecided),
    assetsInTable: assetsIn(content.reply, reading),
    likelyZone: guessZone(template, content, newestStamp, zones),
  };
}

export const readTable = (draft: Draft, proposed: ProposedTable): ReadTable => ({
  ...proposed,
  mapped: mappedOf(proposed.proposed, draft.edits),
  assets: assetsOf(draft, proposed),
  zone: draft.zone ?? proposed.likelyZone,
});

function newestStampIn(
  { reply: { columns, rows } }: TableContent,
  { timeColumn }: TableReading,
): string | null {
  const at = columns.findIndex(({ column }) => column === timeColumn);
  return rows.findLast((row) => row[at] != null)?.[at] ?? null;
}

function guessZone(
  template: Draft['template'],
  { readAtMs }: TableContent,
  newestStamp: string | null,
  { likely, all }: KnownZones,
): string {
  const preferred = template === null ? likely : [template.settings.timeZone, ...likely];
  const found = newestStamp === null ? null : zoneOfRows(newestStamp, readAtMs, preferred, all);
  return found ?? preferred[0] ?? 'UTC';
}

/** Assets with the names that people gave them. */
function assetsOf({ assetNames }: Draft, { assetsInTable, table }: ProposedTable): AssetInput[] {
  if (assetsInTable.length === 0) {
    const name = assetNames[''] ?? labelOf(table.split('.').at(-1) ?? table);
    return [{ assetId: tagNameOf(name, '-'), name }];
  }
  return assetsOfNames(assetsInTable).map((asset, at) => {
    const name = assetNames[assetsInTable[at] ?? ''];
    // Rows find their asset by its id or its name: only where the id does so, the name is free.
    return name === undefined || asset.assetId !== assetsInTable[at] ? asset : { ...asset, name };
  });
}

export function plantChoices(draft: Draft, read: ReadTable): PlantChoices {
  const { table, reading, assets, mapped, zone } = read;
  const scanPeriodMs = draft.dryRun?.reply.scanPeriodMs ?? null;
  return {
    ...{ table, reading, zone, assets, signals: mapped, scanPeriodMs },
    ...{ running: draft.running, template: draft.template },
  };
}

/** @param password  Left out: the stored one stays. */
export function feedInput({ connection }: Draft, password: string | null): FeedInput {
  const { host, port, database, user, tls, lookEvery } = connection;
  return {
    kind: 'postgres',
    ...{ host: host.trim(), port: Number(port), database: database.trim(), user: user.trim(), tls },
    pollIntervalMs: Math.round(Number(lookEvery) * SECOND_MS),
    ...(password === null ? {} : { password }),
  };
}

/** What a dry run tries; the same text means the same question. */
export function dryRunInput(choices: PlantChoices): Omit<DryRunInput, 'feed'> {
  const { assets, tags, mapping } = configuredPlant(choices);
  return { assets, tags, mapping, settings: { operatingStates: operatingStatesOf(choices) } };
}

export const dryRunKey = (draft: Draft, choices: PlantChoices): string =>
  JSON.stringify([accountOf(draft.connection), dryRunInput(choices)]);

/** Which of the steps are done. */
export function progressOf(draft: Draft, read: ReadTable | null, hasOrganization: boolean): Progress {
  const { tested, dryRun } = draft;
  const choices = read === null ? null : plantChoices(draft, read);
  return {
    hasOrganization,
    isConnected: tested !== null && tested.reply.ok && tested.of === accountOf(draft.connection),
    hasTable: read !== null && isReadable(read),
    isMapped: read !== null && isMapped(read.mapped),
    isTried:
      choices !== null &&
      dryRun !== null &&
      dryRun.of === dryRunKey(draft, choices) &&
      dryRun.reply.scans > 0,
    isLive: draft.savedAt !== null,
  };
}

const isReadable = ({ reading, zone, assets }: ReadTable): boolean =>
  missingParts(reading).length === 0 &&
  isZone(zone) &&
  assets.length > 0 &&
  assets.every(({ name }) => name.trim() !== '');

const isMapped = (signals: readonly Mapped[]): boolean =>
  signals.some(({ role }) => role !== 'left-out') &&
  !signals.some(isToDecide) &&
  mistakesOf(signals).length === 0;
