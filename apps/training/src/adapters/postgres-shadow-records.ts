import type { OrganizationId } from '@eagle/contracts/domain';
import type { Failure } from '@eagle/models';
import type { OrganizationDatabase } from '@eagle/persistence';
import type { ShadowMinute } from '../shadow/shadow-minutes.js';
import type { ShadowRecords } from '../shadow/shadow-records.js';

const instant = (ms: number): string | null => (Number.isFinite(ms) ? new Date(ms).toISOString() : null);

/** Records in the platform's database, under row-level security. */
export class PostgresShadowRecords implements ShadowRecords {
  constructor(private readonly database: OrganizationDatabase) {}

  async save(
    organizationId: OrganizationId,
    minutes: readonly ShadowMinute[],
    failures: readonly Failure[],
  ): Promise<void> {
    if (minutes.length === 0 && failures.length === 0) return;
    await this.database.forOrganization(organizationId, async (tx) => {
      // After a restart a minute may come again, cut short: the one with more rows is complete.
      await tx.query(
        `INSERT INTO shadow_minutes (organization_id, version, asset_id, minute, rows, probability_max, probability_mean, above_max,
                                     confidence, component, minutes_to_failure)
         SELECT DISTINCT ON (m.version, m.asset_id, m.minute) $1::uuid, m.*
           FROM UNNEST($2::text[], $3::text[], $4::timestamptz[], $5::int[], $6::real[], $7::real[], $8::int[], $9::real[], $10::text[], $11::real[])
                AS m(version, asset_id, minute, rows, probability_max, probability_mean, above_max, confidence, component, minutes_to_failure)
          ORDER BY m.version, m.asset_id, m.minute, m.rows DESC
         ON CONFLICT (organization_id, version, asset_id, minute) DO UPDATE SET
           rows = EXCLUDED.rows, probability_max = EXCLUDED.probability_max, probability_mean = EXCLUDED.probability_mean,
           above_max = EXCLUDED.above_max, confidence = EXCLUDED.confidence, component = EXCLUDED.component,
           minutes_to_failure = EXCLUDED.minutes_to_failure
         WHERE EXCLUDED.rows > shadow_minutes.rows`,
        [
          organizationId,
          minutes.map(({ version }) => version),
          minutes.map(({ assetId }) => assetId),
          minutes.map(({ minuteMs }) => instant(minuteMs)),
          minutes.map(({ rows }) => rows),
          minutes.map(({ probabilityMax }) => probabilityMax),
          minutes.map(({ probabilityMean }) => probabilityMean),
          minutes.map(({ aboveMax }) => aboveMax),
          minutes.map(({ confidence }) => confidence),
          minutes.map(({ component }) => component),
          minutes.map(({ minutesToFailure }) => minutesToFailure),
        ],
      );
      await tx.query(
        `INSERT INTO observed_failures (organization_id, asset_id, component, at, ends_at)
         SELECT $1::uuid, f.* FROM UNNEST($2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[]) AS f(asset_id, component, at, ends_at)
         ON CONFLICT DO NOTHING`,
        [
          organizationId,
          failures.map(({ assetId }) => assetId),
          failures.map(({ component }) => component),
          failures.map(({ atMs }) => instant(atMs)),
          failures.map(({ endsMs }) => instant(endsMs)),
        ],
      );
    });
  }

  async retain(organizationId: OrganizationId, keepDays: number): Promise<void> {
    await this.database.forOrganization(organizationId, async (tx) => {
      // By the organization's event time: a recording is years behind the wall clock.
      await tx.query(
        `DELETE FROM shadow_minutes m WHERE organization_id = $1 AND (
           minute < (SELECT max(minute) FROM shadow_minutes WHERE organization_id = $1) - make_interval(days => $2)
           OR NOT EXISTS (SELECT 1 FROM model_versions v WHERE v.organization_id = $1 AND v.version = m.version))`,
        [organizationId, keepDays],
      );
      await tx.query(
        `DELETE FROM observed_failures WHERE organization_id = $1
           AND at < (SELECT max(at) FROM observed_failures WHERE organization_id = $1) - make_interval(days => $2)`,
        [organizationId, keepDays],
      );
    });
  }
}
