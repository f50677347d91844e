import { randomBytes } from 'node:crypto';
import type { OrganizationId } from '@eagle/contracts/domain';
import { organizationConfigInputSchema, ROUTES, type OrganizationConfigInput } from '@eagle/contracts/rest';
import pg from 'pg';
import { GatewayClient } from '../gateway/gateway-client.js';
import { ensureOrganization, ensurePeople } from '../gateway/organization-setup.js';
import type { Secrets } from '../start/secrets.js';
import { TemporaryPlatform } from '../start/temporary-platform.js';

const ALERT_DEADLINE_MS = 60_000;
const READER = 'attack_reader';

/** An organization with people and an active alert: data to steal, and people who try to steal. */
export interface AttackTenant {
  readonly id: OrganizationId;
  readonly slug: string;
  readonly admin: GatewayClient;
  readonly operator: GatewayClient;
  readonly people: readonly { readonly email: string; readonly password: string; readonly role: string }[];
  /** Its alert, which stays active while the platform runs. */
  readonly alertId: string;
  /** A unique title: where it appears elsewhere, something leaked. */
  readonly secretText: string;
  readonly config: OrganizationConfigInput;
}

/**
 * A started platform with two organizations, and every key that the launcher made. A part takes the
 * key that its attacker has.
 */
export class AttackTarget {
  private constructor(
    readonly temporary: TemporaryPlatform,
    readonly north: AttackTenant,
    readonly south: AttackTenant,
  ) {}

  static async start(say: (text: string) => void, signal: AbortSignal): Promise<AttackTarget> {
    const temporary = await TemporaryPlatform.start({ name: 'attack', plants: [], say, signal });
    try {
      const plants = new AttackPlants(temporary);
      await plants.open();
      const north = await plants.tenant('north');
      const south = await plants.tenant('south');
      return new AttackTarget(temporary, north, south);
    } catch (error) {
      await temporary.stop();
      throw error;
    }
  }

  get gatewayUrl(): string {
    return this.temporary.platform.gatewayUrl;
  }
  get secrets(): Secrets {
    return this.temporary.secrets;
  }
  get superAdmin(): GatewayClient {
    return this.temporary.superAdmin;
  }

  stop(): Promise<void> {
    return this.temporary.stop();
  }
}

/** Makes the organizations, each with a table on the platform's own SCADA server. */
class AttackPlants {
  private readonly password = randomBytes(18).toString('base64url');
  private readonly adminUrl: URL;

  constructor(private readonly temporary: TemporaryPlatform) {
    this.adminUrl = new URL(temporary.platform.servers.scadaAdminUrl);
  }

  /** Makes the reader, which may see tables that are made later. */
  async open(): Promise<void> {
    await this.sql(
      `CREATE ROLE ${READER} LOGIN PASSWORD '${this.password}'`,
      `ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO ${READER}`,
    );
  }

  async tenant(slug: string): Promise<AttackTenant> {
    const { superAdmin, platform } = this.temporary;
    const secretText = `Only ${slug} knows ${randomBytes(6).toString('hex')}`;
    await this.sql(
      `CREATE TABLE ${slug}_line (id bigserial PRIMARY KEY, at timestamptz, temp float8)`,
      `INSERT INTO ${slug}_line (at, temp) VALUES (now(), 99)`,
    );
    const config = this.config(slug, secretText);
    const id = await ensureOrganization(superAdmin, { slug, name: `Plant ${slug}`, config });
    const password = `pw-${randomBytes(12).toString('base64url')}`;
    const people = await ensurePeople(superAdmin, id, slug, password);
    const person = (role: string): GatewayClient => {
      const found = people.find((one) => one.role === role);
      if (found === undefined) throw new Error(`${slug} has no ${role}`);
      return new GatewayClient(platform.gatewayUrl, found.email, found.password);
    };
    const operator = person('OPERATOR');
    const alertId = await standingAlert(operator);
    return { id, slug, admin: person('ADMIN'), operator, people, alertId, secretText, config };
  }

  private config(slug: string, secretText: string): OrganizationConfigInput {
    return organizationConfigInputSchema.parse({
      assets: [{ assetId: 'line', name: `Line of ${slug}` }],
      tags: [{ tag: 'temp', type: 'number', role: 'present-value' }],
      feed: {
        kind: 'postgres',
        host: this.adminUrl.hostname,
        port: Number(this.adminUrl.port),
        database: 'postgres',
        user: READER,
        password: this.password,
        pollIntervalMs: 500,
      },
      mapping: {
        table: `${slug}_line`,
        keyColumn: 'id',
        timeColumn: 'at',
        timeZone: 'UTC',
        source: { layout: 'wide', asset: { assetId: 'line' }, columns: [{ column: 'temp', tag: 'temp' }] },
      },
      rules: [
        {
          id: 'too-hot',
          type: 'limit',
          side: 'high',
          title: secretText,
          component: 'line',
          kind: 'hot',
          tag: 'temp',
          bands: [{ from: 90, severity: 'high' }],
        },
      ],
      settings: { features: { lagsMs: [], windowsMs: [2_000] } },
    });
  }

  private async sql(...statements: readonly string[]): Promise<void> {
    const client = new pg.Client({ connectionString: this.adminUrl.href });
    await client.connect();
    try {
      for (const statement of statements) await client.query(statement);
    } finally {
      await client.end();
    }
  }
}

async function standingAlert(operator: GatewayClient): Promise<string> {
  const until = performance.now() + ALERT_DEADLINE_MS;
  while (performance.now() < until) {
    const [alert] = (await operator.ask(ROUTES.alerts.list, {})).items;
    if (alert !== undefined) return alert.id;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`no alert was raised within ${ALERT_DEADLINE_MS / 1_000} s`);
}
