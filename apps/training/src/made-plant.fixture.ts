import { createHash } from 'node:crypto';
import { organizationConfigSchema, type AssetId, type OrganizationConfig } from '@eagle/contracts';
import { tagTable } from '@eagle/features';
import type { MappedScan } from '@eagle/feeds';
import type { HistoryRange, ScanHistory } from './ports.js';

const MINUTE_MS = 60_000;
export const PERIOD_MS = 10_000;
export const STARTS_MS = Date.UTC(2026, 0, 5);

/** An organization with one line: a temperature that drifts before the heater fails, a vibration before the fan does. */
export function madeOrganization(change: Record<string, unknown> = {}): OrganizationConfig {
  return organizationConfigSchema.parse({
    organizationId: '3f1f7c1e-8a52-4b7e-9a55-2f8f2f6f0a01',
    slug: 'made',
    name: 'Made plant',
    enabled: true,
    revision: 1,
    assets: [{ assetId: 'line-1', name: 'Line 1' }],
    tags: [
      { tag: 'temperature', type: 'number', role: 'present-value', range: { low: 0, high: 1_500 } },
      { tag: 'vibration', type: 'number', role: 'present-value' },
      { tag: 'spare', type: 'number', role: 'other' },
      { tag: 'running', type: 'boolean', role: 'flag' },
      { tag: 'heaterfail', type: 'boolean', role: 'flag', component: 'heater', modelInput: false },
      { tag: 'fanfail', type: 'boolean', role: 'flag', component: 'fan', modelInput: false },
    ],
    feed: {
      kind: 'postgres',
      host: '127.0.0.1',
      port: 5432,
      database: 'made',
      user: 'made',
      passwordSealed: 'sealed',
    },
    mapping: {
      revision: 1,
      table: 'scans',
      keyColumn: 'id',
      timeColumn: 'at',
      timeZone: 'UTC',
      source: {
        layout: 'wide',
        asset: { assetId: 'line-1' },
        columns: [{ column: 'temperature', tag: 'temperature' }],
      },
    },
    rules: [],
    settings: {
      scanPeriodMs: PERIOD_MS,
      operatingStates: [{ state: 'running', all: [{ tag: 'running', op: '==', value: 1 }] }],
      predictInStates: ['running'],
      failures: {
        tags: [
          { tag: 'heaterfail', component: 'heater' },
          { tag: 'fanfail', component: 'fan' },
        ],
      },
      prediction: { probabilityMin: 0.7 },
    },
    ...change,
  });
}

/** A number in [0, 1) that depends on nothing but its arguments. */
function chance(row: number, what: string): number {
  return createHash('sha1').update(`${what}${row}`).digest().readUInt32LE() / 2 ** 32;
}

/**
 * A made history: every three hours a failure, in turn of heater and fan, that shows for 20 minutes before its flag is true for 10 minutes.
 * At the end of each day two hours of standstill.
 */
export class MadeHistory implements ScanHistory {
  reads = 0;
  constructor(
    private readonly hours: number,
    private readonly assets: readonly AssetId[],
    private readonly onPage: () => void = () => undefined,
  ) {}

  async *read(
    config: OrganizationConfig,
    _range: HistoryRange,
    signal: AbortSignal,
  ): AsyncGenerator<readonly MappedScan[]> {
    this.reads += 1;
    const width = tagTable(config).tags.length;
    const rows = (this.hours * 60 * MINUTE_MS) / PERIOD_MS;
    let page: MappedScan[] = [];
    for (let row = 0; row < rows; row += 1) {
      for (const assetId of this.assets) page.push(scan(assetId, row, width));
      if (page.length < 2_000 && row < rows - 1) continue;
      if (signal.aborted) return;
      this.onPage();
      yield await Promise.resolve(page);
      page = [];
    }
  }
}

function scan(assetId: AssetId, row: number, width: number): MappedScan {
  const eventTimeMs = STARTS_MS + row * PERIOD_MS;
  const minute = (row * PERIOD_MS) / MINUTE_MS;
  const cycle = Math.floor(minute / 180);
  const untilFailure = 180 - (minute % 180);
  const failed = cycle > 0 && minute % 180 < 10;
  const drift = Math.max(0, 20 - untilFailure);
  const running = minute % 1_440 < 1_320;
  const heater = cycle % 2 === 0;
  const values = Float64Array.of(
    880 + 4 * (chance(row, 't') - 0.5) - (heater ? 2 * drift : 0),
    1 + 0.2 * chance(row, 'v') + (heater ? 0 : 0.1 * drift),
    NaN,
    running ? 1 : 0,
    failed && !heater ? 1 : 0,
    failed && heater ? 1 : 0,
  );
  return { assetId, eventTimeMs, readAtMs: 0, values, quality: new Uint8Array(width), rowKeys: String(row) };
}
