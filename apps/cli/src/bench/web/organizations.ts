import { randomUUID } from 'node:crypto';
import type { Alert } from '@eagle/contracts/domain';
import { organizationConfigInputSchema } from '@eagle/contracts/rest';
import { openDatabase } from '@eagle/persistence';
import type { Account } from '@eagle/testing/browser';
import { ensureOrganization, ensurePeople } from '../../gateway/organization-setup.js';
import type { BenchPlatform } from '../bench-platform.js';
import type { Plant } from './alert-changes.js';

const ROWS_AT_ONCE = 1_000;
const ASSETS = ['Furnace line 1', 'Furnace line 2', 'Furnace line 3', 'Quench pump'];

/** An organization with people, and with assets that send nothing. */
export interface WatchedPlant extends Plant {
  readonly admin: Account;
  readonly operator: Account;
}

/** @param tags  Names of measured tags. */
export async function makePlant(
  bench: BenchPlatform,
  slug: string,
  assets: readonly { readonly assetId: string; readonly name: string }[] = ASSETS.map((name, index) => ({
    assetId: `asset-${index + 1}`,
    name,
  })),
  tags: readonly string[] = ['temperature'],
): Promise<WatchedPlant> {
  const config = organizationConfigInputSchema.parse({
    assets,
    tags: tags.map((tag) => ({ tag, label: tag, type: 'number', role: 'present-value' })),
    ...{ feed: null, mapping: null, rules: [], settings: {} },
  });
  const organizationId = await ensureOrganization(bench.superAdmin, { slug, name: `Plant ${slug}`, config });
  const people = await ensurePeople(bench.superAdmin, organizationId, slug, `pw-${randomUUID()}`);
  const account = (wanted: string): Account => {
    const found = people.find(({ role }) => role === wanted);
    if (found === undefined) throw new Error(`The plant ${slug} has no ${wanted}.`);
    return found;
  };
  return { organizationId, assets: config.assets, admin: account('ADMIN'), operator: account('OPERATOR') };
}

/** Writes alerts as alerting does, without telling anybody. */
export async function storeAlerts(bench: BenchPlatform, alerts: readonly Alert[]): Promise<void> {
  const database = openDatabase({ url: bench.platform.servers.databaseUrlOf('alerting'), poolMax: 1 });
  try {
    for (let from = 0; from < alerts.length; from += ROWS_AT_ONCE) {
      const part = alerts.slice(from, from + ROWS_AT_ONCE);
      const [first] = part;
      if (first === undefined) continue;
      await database.forOrganization(first.organizationId, (tx) =>
        tx.query(
          `INSERT INTO alerts (id, organization_id, asset_id, component, kind, origin, severity, active, acknowledged, ended, raised_at, revision, body)
           SELECT (body->>'id')::uuid, (body->>'organizationId')::uuid, body->>'assetId', body->>'component', body->>'kind',
                  body->>'origin', body->>'severity', (body->'state'->>'active')::boolean,
                  (body->'state'->>'acknowledged')::boolean, false, (body->>'raisedAt')::timestamptz,
                  (body->>'revision')::int, body
             FROM jsonb_array_elements($1::jsonb) AS body`,
          [JSON.stringify(part)],
        ),
      );
    }
  } finally {
    await database.close();
  }
}
