import assert from 'node:assert/strict';
import type { OrganizationConfig } from '@eagle/contracts/domain';
import type { FeatureFrame } from '@eagle/contracts/frames';
import { defineFeatureSet } from '@eagle/features';
import { eventually } from '@eagle/testing';
import type { Plant } from './plant.fixture.js';

export const LATER = { deadlineMs: 15_000 };
const MINUTE_MS = 60_000;

let tables = 0;

export interface Logged {
  readonly config: OrganizationConfig;
  readonly scans: string;
  readonly errors: string;
  readonly works: string;
  /** Writes a scan, of the present time where none is given, and waits for its features by name. */
  row(atMs?: number): Promise<ReadonlyMap<string, number>>;
}

/**
 * An organization with an error log and a maintenance log, whose features count errors in a minute.
 */
export async function logged(
  plant: Plant,
  prepare: (names: Logged) => Promise<void>,
  logs: 'there' | 'missing' | 'none' = 'there',
): Promise<Logged> {
  const number = ++tables;
  const [scans, errors, works] = [`scans_${number}`, `errors_${number}`, `works_${number}`];
  await plant.sql(`CREATE TABLE ${scans} (id serial PRIMARY KEY, at timestamptz, v float8)`);
  if (logs === 'there') await createLogs(plant, errors, works);
  const log = { timeColumn: 'at', assetColumn: 'machine' };
  const config = plant.organization(scans, {
    mapping: {
      logs:
        logs === 'none'
          ? []
          : [
              { ...log, kind: 'error', table: errors, keyColumn: 'id', codeColumn: 'code' },
              { ...log, kind: 'maintenance', table: works, codeColumn: 'component' },
            ],
    },
    settings: {
      features: {
        lagsMs: [],
        windowsMs: [1_000],
        events: { codes: ['e1', 'Pump_hot'], windowsMs: [MINUTE_MS] },
        maintenance: { components: ['pump'] },
      },
    },
  });
  const { names } = defineFeatureSet(config);
  let taken: FeatureFrame[] = [];
  const row = async (atMs?: number): Promise<ReadonlyMap<string, number>> => {
    const before = taken.reduce((sum, { rows }) => sum + rows, 0);
    await plant.sql(
      `INSERT INTO ${scans} (at, v) VALUES (coalesce(to_timestamp($1::float8 / 1000), now()), 1)`,
      [atMs ?? null],
    );
    await eventually(async () => {
      taken = [...taken, ...(await plant.takeFrames(config.organizationId))];
      assert.ok(taken.reduce((sum, { rows }) => sum + rows, 0) > before);
    }, LATER);
    const last = taken.at(-1) ?? assert.fail();
    const values = last.matrix.slice(-last.width);
    return new Map([
      ...names.map((name, i) => [name, values[i] ?? NaN] as const),
      ['flags', last.flags.at(-1) ?? NaN],
    ]);
  };
  const made = { config, scans, errors, works, row };
  await prepare(made);
  await plant.put(config);
  await eventually(
    async () => assert.equal((await plant.status(config.organizationId))?.problem, 'none'),
    LATER,
  );
  return made;
}

export async function createLogs(plant: Plant, errors: string, works: string): Promise<void> {
  await plant.sql(`CREATE TABLE ${errors} (id serial PRIMARY KEY, at timestamptz, machine text, code text)`);
  await plant.sql(`CREATE TABLE ${works} (at timestamptz, machine text, component text)`);
}
export const error = (
  plant: Plant,
  table: string,
  secondsAgo: number,
  machine: string,
  code: string | null,
) =>
  plant.sql(`INSERT INTO ${table} (at, machine, code) VALUES (now() - $1 * interval '1 s', $2, $3)`, [
    secondsAgo,
    machine,
    code,
  ]);
