import assert from 'node:assert/strict';
import { BUCKETS, type FeedCredentials } from '@eagle/contracts/bus';
import { type OrganizationConfig, organizationIdSchema } from '@eagle/contracts/domain';
import type { Bucket } from '@eagle/messaging';
import { FeedPasswords, Secret } from '@eagle/service-kit';
import {
  type Answer,
  plantConfig,
  RunningGateway,
  type Tenant,
} from '../fixtures/running-gateway.fixture.js';

/** Opens the passwords of feeds, as the services that read feeds do. */
export const SECRETS_KEY = 'ab'.repeat(32);

/** A gateway with one organization, configured by `plantConfig`. */
export class ConfiguredPlant {
  readonly bucket: Bucket<OrganizationConfig>;

  private constructor(
    readonly gateway: RunningGateway,
    readonly tenant: Tenant,
  ) {
    this.bucket = gateway.bus.bus.bucket(BUCKETS.config);
  }

  static async start(): Promise<ConfiguredPlant> {
    const gateway = await RunningGateway.start({ SECRETS_KEY, LOGINS_PER_MINUTE: '100' });
    try {
      const plant = new ConfiguredPlant(gateway, await gateway.tenant('north'));
      const answer = await plant.put('config', plantConfig());
      assert.equal(answer.status, 200, answer.text);
      return plant;
    } catch (error) {
      await gateway.close();
      throw error;
    }
  }

  /** Access token of the admin. */
  get token(): string {
    return this.tenant.admin.accessToken;
  }

  readonly at = (part: string): string => `/api/v1/organizations/${this.tenant.id}/${part}`;

  readonly put = (part: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
    this.gateway.request('PUT', this.at(part), { token: this.token, body, headers });

  /** The configuration that the services get. */
  readonly published = async (): Promise<OrganizationConfig> => {
    const entry = await this.bucket.get(this.tenant.id);
    assert.ok(entry !== null);
    return entry.value;
  };

  /** The password as a service that opens feeds would get it. */
  readonly passwordOf = async ({ organizationId, feed }: OrganizationConfig): Promise<string> => {
    assert.ok(feed !== null);
    return new FeedPasswords(this.credentials(), new Secret(SECRETS_KEY)).stored(organizationId, feed);
  };

  readonly sealedPassword = async (): Promise<string> =>
    (await this.credentials().get(this.tenant.id))?.value.passwordSealed ?? '';

  /** Stores a revision without the gateway: it is not published. */
  readonly storeRevision = async (config: unknown, revision: number): Promise<void> => {
    const organizationId = organizationIdSchema.parse(this.tenant.id);
    await this.gateway.database
      .open()
      .forOrganization(organizationId, (tx) =>
        tx.query('INSERT INTO organization_configs (organization_id, revision, config) VALUES ($1, $2, $3)', [
          organizationId,
          revision,
          JSON.stringify(config),
        ]),
      );
  };

  private credentials(): Bucket<FeedCredentials> {
    return this.gateway.bus.bus.bucket(BUCKETS.feedCredentials);
  }

  readonly close = (): Promise<void> => this.gateway.close();
}
