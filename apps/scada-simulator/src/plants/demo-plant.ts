import type { Feed, OrganizationConfig } from '@eagle/contracts/domain';
import type { SourceDatabase } from '../scada/source-table.js';
import type { PlantSimulation } from '../simulate/plant-simulation.js';

/** What an organization's configuration holds beside ids and credentials. */
export type PlantConfig = Pick<
  OrganizationConfig,
  'slug' | 'name' | 'enabled' | 'assets' | 'tags' | 'mapping' | 'rules' | 'settings'
>;

/** How the feed is to be read; address, user and password come from where the SCADA server runs. */
export type PlantFeed = Omit<Feed, 'host' | 'port' | 'database' | 'user'>;

/** One demonstration plant: its database, its simulated process and the organization that watches it. */
export interface DemoPlant extends SourceDatabase {
  readonly slug: string;
  readonly name: string;
  /** Asset and component of the fault to show a newcomer. */
  readonly shownAsset: string;
  readonly shownFault: string;
  readonly config: PlantConfig;
  readonly feed: PlantFeed;
  /** History that it starts with, hours. */
  readonly historyHours: number;
  create(seed: number, startMs: number, liveAtMs: number): PlantSimulation;
  /** Goes on from a saved state; null when that cannot be read. */
  resume(saved: string): PlantSimulation | null;
}
