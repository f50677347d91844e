import assert from 'node:assert/strict';
import type { OrganizationConfig } from '@eagle/contracts/domain';
import { eventually } from '@eagle/testing';
import type { Overrides, Plant } from './plant.fixture.js';

export const LATER = { deadlineMs: 15_000 };
/** SQL: the present time as the tables of `organizationsOf` hold it. */
export const utcNow = `(now() AT TIME ZONE 'UTC')`;

/** Tables of a plant, and organizations whose pipelines read them. */
export function organizationsOf(plant: () => Plant) {
  let tables = 0;
  const started = async (config: OrganizationConfig): Promise<OrganizationConfig> => {
    await plant().put(config);
    await eventually(
      async () => assert.equal((await plant().status(config.organizationId))?.problem, 'none'),
      LATER,
    );
    return config;
  };
  return {
    /** Makes a table. @returns its name. */
    table: async (columns = 'id serial PRIMARY KEY, at timestamp, v float8'): Promise<string> => {
      const name = `scada_${++tables}`;
      await plant().sql(`CREATE TABLE ${name} (${columns})`);
      return name;
    },
    /** Stores a configuration and waits for the first status of its pipeline. */
    started,
    /** The same for a new organization that reads this table. */
    running: (name: string, overrides: Overrides = {}): Promise<OrganizationConfig> =>
      started(plant().organization(name, overrides)),
  };
}
