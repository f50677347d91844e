import { readFileSync } from 'node:fs';
import path from 'node:path';
import { demoPlants, type PreparedPlant, prepareScada, type SourceRow } from '@eagle/scada-simulator/plants';
import pg from 'pg';
import { z } from 'zod';
import type { RunningEagle } from './running-eagle.fixture.js';

const KEY = 'c';
const SEED = 7;
/** Long enough for a dry run of five minutes. */
const PAST_MS = 20 * 60_000;
const LIVE_EVERY_MS = 1_000;

const secretsSchema = z.object({ scadaPassword: z.string() });
const portsSchema = z.object({ 'scada-postgres': z.number() });

function readState<T>(eagle: RunningEagle, file: string, schema: z.ZodType<T>): T {
  return schema.parse(JSON.parse(readFileSync(path.join(eagle.home, file), 'utf8')));
}

/**
 * The pumping station, which writes into a database of its own while nobody has told the platform
 * of it: no organization, no mapping.
 */
export class ThirdPlant {
  private constructor(
    readonly source: PreparedPlant,
    private readonly writer: pg.Client,
    private readonly simulation: ReturnType<(typeof demoPlants)[number]['create']>,
    private readonly insert: (rows: readonly SourceRow[]) => Promise<void>,
  ) {}

  static async start(eagle: RunningEagle): Promise<ThirdPlant> {
    const plant = demoPlants.find((each) => each.plant === KEY);
    if (plant === undefined) throw new Error(`there is no plant ${KEY}`);
    const { scadaPassword } = readState(eagle, 'secrets.json', secretsSchema);
    const port = readState(eagle, 'ports.json', portsSchema)['scada-postgres'];
    const [source] = await prepareScada({
      adminUrl: `postgres://scada_admin:${scadaPassword}@127.0.0.1:${port}/postgres`,
      plants: [plant],
      writerPasswords: { [KEY]: 'writes in this journey' },
      readerPasswords: { [KEY]: 'reads in this journey' },
    });
    if (source === undefined) throw new Error('the plant has no database');
    const writer = new pg.Client({ connectionString: source.writerUrl });
    // The server ends the session at the latest when the platform stops.
    writer.on('error', () => undefined);
    await writer.connect();
    const nowMs = Date.now();
    const simulation = plant.create(SEED, nowMs - PAST_MS, nowMs);
    const { name, columns } = plant.table;
    const insert = async (rows: readonly SourceRow[]): Promise<void> => {
      // A column a parameter, so that any number of rows is one statement.
      const cells = columns.map((_, at) => rows.map((row) => row.cells[at] ?? null));
      const types = ['text', 'text', 'float8', 'smallint', 'timestamptz'];
      const lists = columns.map((_, at) => `$${at + 1}::${types[at] ?? 'text'}[]`).join(', ');
      await writer.query(`INSERT INTO ${name} (${columns.join(', ')}) SELECT * FROM unnest(${lists})`, cells);
    };
    const started = new ThirdPlant(source, writer, simulation, insert);
    await started.catchUp();
    await writer.query(`ANALYZE ${name}`);
    started.goOn();
    return started;
  }

  private timer: NodeJS.Timeout | null = null;
  /** Why it stopped writing; null: it writes. */
  private failure: Error | null = null;

  private goOn(): void {
    this.timer = setInterval(() => {
      this.catchUp().catch((error: unknown) => {
        this.failure = error instanceof Error ? error : new Error(String(error));
      });
    }, LIVE_EVERY_MS);
  }

  /** Writes every scan up to now. */
  private async catchUp(): Promise<void> {
    const rows: SourceRow[] = [];
    while (this.simulation.nextMs <= Date.now()) rows.push(...this.simulation.advance());
    if (rows.length > 0) await this.insert(rows);
  }

  async stop(): Promise<void> {
    if (this.timer !== null) clearInterval(this.timer);
    await this.writer.end();
    if (this.failure !== null) throw this.failure;
  }
}
