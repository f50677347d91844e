import type { Feed, OrganizationConfig } from '@eagle/contracts/domain';
import type { PlantSimulation } from '../simulate/plant-simulation.js';

/** What an organization's configuration holds beside ids and credentials. */
export type PlantConfig = Pick<
  OrganizationConfig,
  'slug' | 'name' | 'enabled' | 'assets' | 'tags' | 'mapping' | 'rules' | 'settings'
>;

/** How the feed is to be read; address, user and password come from where the SCADA server runs. */
export type PlantFeed = Omit<Feed, 'host' | 'port' | 'database' | 'user'>;

/** The plant's SCADA table: what the simulator writes and the platform reads. */
export interface SourceTable {
  readonly name: string;
  /** Statements that make the table, its indexes and, where it has one, its notifying trigger. Safe to repeat. */
  readonly create: readonly string[];
  /** Columns that rows give, in the order of their cells; key and spares fill themselves. */
  readonly columns: readonly string[];
  /** Query whose single value `at` is the time of the newest scan, milliseconds since the epoch; null when the table is empty. */
  readonly newestScan: string;
}

export type PlantKey = 'a' | 'b' | 'c';

/** One demonstration plant: its database, its simulated process and the organization that watches it. */
export interface DemoPlant {
  /** Short key, for command lines, files and passwords. */
  readonly plant: PlantKey;
  readonly slug: string;
  readonly name: string;
  /** Asset and component of the fault to show a newcomer. */
  readonly shownAsset: string;
  readonly shownFault: string;
  readonly config: PlantConfig;
  readonly feed: PlantFeed;
  readonly database: string;
  /** Writes rows, owns the table. */
  readonly writerUser: string;
  /** Reads only: what the platform connects as. */
  readonly readerUser: string;
  readonly table: SourceTable;
  /** History that it starts with, hours. */
  readonly historyHours: number;
  create(seed: number, startMs: number, liveAtMs: number): PlantSimulation;
  /** Goes on from a saved state; null when that cannot be read. */
  resume(saved: string): PlantSimulation | null;
}
