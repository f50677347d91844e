import { ROUTES } from '@eagle/contracts/rest';
import assert from 'node:assert/strict';
import type { SpoiltSource, WatchedOrganization } from './bad-input-source.fixture.js';
import { CrossingPlant } from './crossing-plant.fixture.js';
import { waitFor, slowdown } from './running-eagle.fixture.js';

const ROW_EVERY_MS = 250;
const DECIDED_DEADLINE_MS = 5_000;
/**
 * Far above the time of an undisturbed row (some 25 ms), far below any time-out of another
 * organization.
 */
const MEDIAN_MS_MAX = 300;
const LONGEST_MS_MAX = 3_000;

/** A healthy organization, which the faults of others must not affect. */
export class Neighbour {
  private judged = 0;

  private constructor(
    private readonly source: SpoiltSource,
    private readonly plant: CrossingPlant,
  ) {}

  static async start(source: SpoiltSource): Promise<Neighbour> {
    const plant = await CrossingPlant.make(source, 'neighbour', ROW_EVERY_MS);
    plant.startWriting();
    return new Neighbour(source, plant);
  }

  get organization(): WatchedOrganization {
    return this.plant.organization;
  }

  /**
   * Checks that every row since the last call was predicted and decided as before, once,
   * independent of another organization's source or model.
   */
  async assertUndisturbed(): Promise<void> {
    await this.assertPredicted();
    const { committedAtMs, heardAtMs, heardTwice } = this.plant;
    const rows = [...committedAtMs].slice(this.judged);
    await waitFor('every row of the neighbour is decided', DECIDED_DEADLINE_MS, () =>
      rows.every(([at]) => heardAtMs.has(at)),
    );
    assert.deepEqual(heardTwice, [], 'no row was decided twice');
    this.judged += rows.length;
    const delays = rows
      .map(([at, committed]) => (heardAtMs.get(at) ?? NaN) - committed)
      .sort((a, b) => a - b);
    const medianMs = delays[Math.floor(delays.length / 2)] ?? 0;
    const maxMs = delays.at(-1) ?? 0;
    const said = `the neighbour: ${rows.length} rows, from commit to socket ${medianMs} ms, the longest ${maxMs} ms`;
    console.log(said);
    assert.ok(
      rows.length > 0 && medianMs < MEDIAN_MS_MAX * slowdown() && maxMs < LONGEST_MS_MAX * slowdown(),
      said,
    );
  }

  /** Its newest prediction is as young as its rows. */
  private async assertPredicted(): Promise<void> {
    const query = { organizationId: this.organization.id };
    const since = Date.now();
    await waitFor('a prediction for a row written from now on', DECIDED_DEADLINE_MS, async () => {
      const [newest] = (await this.source.superAdmin.ask(ROUTES.predictions.read, { query })).items;
      return newest !== undefined && Date.parse(newest.timestamp) > since;
    });
  }

  stop(): Promise<void> {
    return this.plant.close();
  }
}
