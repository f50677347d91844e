import type { AssetId } from '@eagle/contracts/domain';
import type { PastScan } from '@eagle/learning';
import { HistorianHistory, type HistorianGaps } from './historian-history.js';
import {
  firstDifference,
  RecordedPlant,
  recordedWorld,
  scansOf,
  type RecordedWorld,
} from './recorded-plant.fixture.js';

const MINUTE_MS = 60_000;
const ROWS_OF_HOUR = 240;
const WHOLE = { fromMs: 0, toMs: Date.UTC(2100, 0) };
const COLUMNS = ['temperature', 'vibration', 'running', 'heaterfail'];
const TABLE = `(id bigserial PRIMARY KEY, asset text, at timestamp, temperature text, vibration float8, running bool, heaterfail bool)`;

const noGaps: HistorianGaps = {
  onMissing: ({ segment }) => {
    throw new RangeError(`${segment} is missing`);
  },
  onUnrecorded: (tag) => {
    throw new RangeError(`${tag} was not recorded`);
  },
};

/**
 * Scans of all assets in order of time, those of one instant by asset; late ones left out, whose
 * place among other assets says nothing.
 */
function inOrder(scans: readonly PastScan[]): PastScan[] {
  const newestMs = new Map<AssetId, number>();
  const inTime = scans.filter(({ assetId, eventTimeMs }) => {
    const isLate = eventTimeMs < (newestMs.get(assetId) ?? 0);
    if (!isLate) newestMs.set(assetId, eventTimeMs);
    return !isLate;
  });
  return inTime.toSorted((a, b) => a.eventTimeMs - b.eventTimeMs || (a.assetId < b.assetId ? -1 : 1));
}

/** A number in [0, 1) that depends on nothing but its argument. */
const chance = (n: number): number => Math.abs(Math.sin(n * 12.9898) * 43_758.5453) % 1;

for (const adapter of ['parquet', 'postgres'] as const) {
  describe(`the ${adapter} store`, () => {
    let world: RecordedWorld;
    beforeAll(async () => {
      world = await recordedWorld(adapter);
    });
    afterAll(() => world.close());

    /** Everything that is awkward about a source, in one hour of a day. */
    async function writeHour(table: string, fromMs: number, hour: number): Promise<void> {
      const rows = Array.from({ length: ROWS_OF_HOUR }, (_, i) => {
        const n = hour * ROWS_OF_HOUR + i;
        const dice = chance(n);
        // One in ten is late, by up to the tolerance and beyond; one in thirty comes a second time
        // for its instant.
        const lateMs = dice < 0.1 ? dice * 10 * 70 * MINUTE_MS : 0;
        const stepMs = dice > 0.97 ? 0 : 10_000;
        const atMs = fromMs + hour * 60 * MINUTE_MS + Math.floor(i / 2) * 2 * stepMs - lateMs;
        return {
          asset: dice > 0.995 ? 'unknown' : `line-${1 + (n % 2)}`,
          at: new Date(atMs).toISOString().replace('Z', ''),
          temperature: dice > 0.9 && dice < 0.92 ? 'n/a' : String(800 + 900 * chance(n + 0.5)),
          vibration: dice > 0.8 && dice < 0.9 ? null : chance(n + 0.25),
          running: n % 100 < 80,
          heaterfail: n % 500 < 20,
        };
      });
      await world.sql(
        `INSERT INTO ${table} (asset, at, temperature, vibration, running, heaterfail)
         SELECT asset, at, temperature, vibration, running, heaterfail FROM json_populate_recordset(NULL::${table}, $1) WITH ORDINALITY ORDER BY ordinality`,
        [JSON.stringify(rows)],
      );
    }

    /**
     * A day of it, followed live hour by hour.
     * @param hoursBefore  Hours that are taken over, with the last of them read live as well.
     */
    async function awkwardPlant(table: string, hoursBefore = 0): Promise<RecordedPlant> {
      await world.sql(`CREATE TABLE ${table} ${TABLE}`);
      const plant = await RecordedPlant.open(world, {
        table,
        assets: ['line-1', 'line-2'],
        columns: COLUMNS,
      });
      const beginMs = Math.floor(Date.now() / 1_000) * 1_000 - 24 * 60 * MINUTE_MS;
      for (let hour = 0; hour < 24; hour += 1) {
        await writeHour(table, beginMs, hour);
        if (hour + 1 < hoursBefore) continue;
        const liveFromMs = beginMs + (hoursBefore - 1) * 60 * MINUTE_MS;
        if (hour + 1 === hoursBefore) await plant.takeOver(liveFromMs + 60 * MINUTE_MS, liveFromMs);
        await plant.follow();
        if (hour === 12) {
          const retention = { rawDays: 400, aggregateDays: 400 };
          await world.store.maintain(plant.organizationId, Date.now(), retention);
        }
      }
      return plant;
    }

    async function expectTheSame(plant: RecordedPlant): Promise<PastScan[]> {
      const { config } = plant;
      const source = await scansOf(plant.sourceHistory(), config, WHOLE);
      const historian = await scansOf(new HistorianHistory(world.reader, noGaps), config, WHOLE);
      expect(historian).toHaveLength(source.length);
      for (const { assetId } of config.assets) {
        const [own, theirs] = [historian, source].map((scans) =>
          scans.filter((scan) => scan.assetId === assetId),
        );
        expect(firstDifference(config, [own ?? [], theirs ?? []])).toBeNull();
      }
      const ordered = inOrder(historian);
      expect(firstDifference(config, [ordered, inOrder(source)])).toBeNull();
      const inTime = new Set(ordered);
      expect(historian.filter((scan) => inTime.has(scan))).toEqual(ordered);
      const inTimeAtSource = new Set(inOrder(source));
      return source.filter((scan) => !inTimeAtSource.has(scan));
    }

    test('scans are those of the source, bit for bit: values, quality, state, time, late ones and several of one instant', async () => {
      const plant = await awkwardPlant('awkward');
      const late = await expectTheSame(plant);
      expect(late.length).toBeGreaterThan(100);
    });

    test('so are scans that were taken over, also where they were read live as well', async () => {
      await expectTheSame(await awkwardPlant('taken_over', 12));
    });
  });
}
