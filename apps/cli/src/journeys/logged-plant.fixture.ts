import assert from 'node:assert/strict';
import { STREAMS } from '@eagle/contracts/bus';
import type { RunFile } from '@eagle/contracts/domain';
import { decodeFeatureFrame, type FeatureFrame } from '@eagle/contracts/frames';
import { defineFeatureSet } from '@eagle/features';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { GatewayClient } from '../gateway/gateway-client.js';
import { ensurePeople } from '../gateway/organization-setup.js';
import { launcherPassword, SpoiltSource, type WatchedOrganization } from './bad-input-source.fixture.js';
import { waitFor, type RunningEagle } from './running-eagle.fixture.js';

const TABLE = 'logged';
const PASSWORD = 'a password for this journey';
const FEATURES_MS_MAX = 20_000;
const MINUTE_MS = 60_000;

/**
 * A plant without tables for its logs: its people send them over REST. The fixture receives every
 * feature frame of it as it is published.
 */
export class LoggedPlant {
  private readonly heard = new Map<number, ReadonlyMap<string, number>>();
  private readonly names: readonly string[];

  private constructor(
    private readonly source: SpoiltSource,
    readonly organization: WatchedOrganization,
    /** Its admin. */
    readonly admin: GatewayClient,
    private readonly bus: NatsConnection,
  ) {
    this.names = defineFeatureSet(organization.config).names;
    bus.subscribe(STREAMS.features.subject(organization.id), {
      callback: (error, { data }) => {
        if (error === null) this.hear(decodeFeatureFrame(data));
      },
    });
  }

  static async make(eagle: RunningEagle, run: RunFile): Promise<LoggedPlant> {
    const source = await SpoiltSource.make(eagle, run);
    const columns = 'id bigserial PRIMARY KEY, at timestamptz, temp float8, flow float8';
    const organization = await source.organization(TABLE, columns, {
      settings: {
        features: {
          lagsMs: [],
          windowsMs: [2_000],
          events: { codes: ['e17', 'e18'], windowsMs: [MINUTE_MS] },
          maintenance: { components: ['pump'] },
        },
      },
    });
    const people = await ensurePeople(source.superAdmin, organization.id, organization.slug, PASSWORD);
    const email = people.find(({ role }) => role === 'ADMIN')?.email ?? assert.fail('it has an admin');
    const admin = new GatewayClient(run.gatewayUrl, email, PASSWORD);
    // Beside the queue from which prediction takes the frames: that queue gives each frame to one
    // reader only.
    const bus = await connect({ servers: run.natsUrl, user: 'cli', pass: launcherPassword(eagle) });
    const plant = new LoggedPlant(source, organization, admin, bus);
    await bus.flush();
    await organization.works();
    return plant;
  }

  /** Path for its log entries. */
  get logsRoute(): string {
    return `/organizations/${this.organization.id}/event-logs`;
  }

  /** Writes a row of that time, and waits for its published features. */
  async row(atMs: number): Promise<ReadonlyMap<string, number>> {
    await this.source.sql(
      `INSERT INTO ${TABLE} (at, temp, flow) VALUES (to_timestamp($1::float8 / 1000), 1, 1)`,
      [atMs],
    );
    return waitFor(`features of the row of ${new Date(atMs).toISOString()}`, FEATURES_MS_MAX, () =>
      this.heard.get(atMs),
    );
  }

  async close(): Promise<void> {
    await this.bus.close();
    this.organization.close();
    await this.source.close();
  }

  private hear({ rows, width, eventTimesMs, matrix }: FeatureFrame): void {
    for (let row = 0; row < rows; row += 1) {
      const values = matrix.slice(row * width, (row + 1) * width);
      this.heard.set(
        eventTimesMs[row] ?? NaN,
        new Map(this.names.map((name, column) => [name, values[column] ?? NaN])),
      );
    }
  }
}
