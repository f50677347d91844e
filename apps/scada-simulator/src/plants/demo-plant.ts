import type { Feed, OrganizationConfig } from '@eagle/contracts/domain';
import type { SourceDatabase } from '../scada/source-table.js';
import type { PlantSimulation } from '../simulate/plant-simulation.js';

/** The part of an organization's configuration without ids and credentials. */
export type PlantConfig = Pick<
  OrganizationConfig,
  'slug' | 'name' | 'enabled' | 'assets' | 'tags' | 'mapping' | 'rules' | 'settings'
>;

/** How the feed is read; address, user and password depend on the location of the SCADA server. */
export type PlantFeed = Omit<Feed, 'host' | 'port' | 'database' | 'user'>;

/**
 * One demonstration plant: its database, its simulated process and the organization that watches
 * it.
 */
export interface DemoPlant extends SourceDatabase {
  readonly slug: string;
  readonly name: string;
  /** Asset and component of the fault for a demonstration. */
  readonly shownAsset: string;
  readonly shownFault: string;
  readonly config: PlantConfig;
  readonly feed: PlantFeed;
  /** Hours of history at the first start. */
  readonly historyHours: number;
  create(seed: number, startMs: number, liveAtMs: number): PlantSimulation;
  /** Continues from a saved state; null when that cannot be read. */
  resume(saved: string): PlantSimulation | null;
}
