import {
  assetIdSchema,
  type ModelVersion,
  type OrganizationId,
  type OrganizationSettings,
} from '@eagle/contracts/domain';
import type { Database } from '@eagle/persistence';
import { DATABASE } from '@eagle/service-kit/database';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { ShadowOfAsset } from './score-shadow.js';
import { queryRows } from '../query-rows.js';

/** A version with more minutes of alarm than this is always in alarm; the oldest are left out. */
const ALARM_MINUTES_MAX = 50_000;

const coverRow = z.object({ asset_id: assetIdSchema, minutes: z.number(), first: z.date(), last: z.date() });
const alarmRow = z.object({ asset_id: assetIdSchema, minute: z.date() });
const failureRow = z.object({ asset_id: assetIdSchema, at: z.date(), could_warn: z.boolean() });

/** The predictions of a version in shadow, per asset; `from` and `to` null: it never ran there. */
export interface ShadowRecord {
  readonly from: Date | null;
  readonly to: Date | null;
  readonly assets: ShadowOfAsset[];
}

/** Reads the records of training about versions in shadow, beside the actual failures. */
@Injectable()
export class ShadowRepository {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  read(
    organizationId: OrganizationId,
    version: ModelVersion,
    { prediction, failures: source }: Pick<OrganizationSettings, 'prediction' | 'failures'>,
  ): Promise<ShadowRecord> {
    const { consecutiveMin, horizonMs, leadMsMin } = prediction;
    return this.database.forOrganization(organizationId, async (tx) => {
      const of = [organizationId, version];
      const covers = await queryRows(
        tx,
        `SELECT asset_id, count(*) AS minutes, min(minute) AS first, max(minute) AS last FROM shadow_minutes
          WHERE organization_id = $1 AND version = $2 GROUP BY asset_id ORDER BY asset_id`,
        of,
      );
      const alarms = await queryRows(
        tx,
        `SELECT asset_id, minute FROM shadow_minutes WHERE organization_id = $1 AND version = $2 AND above_max >= $3
          ORDER BY minute DESC LIMIT $4`,
        [...of, consecutiveMin, ALARM_MINUTES_MAX],
      );
      const failures = await queryRows(
        tx,
        `SELECT f.asset_id, f.at, EXISTS (SELECT 1 FROM shadow_minutes m WHERE m.organization_id = $1 AND m.version = $2
                    AND m.asset_id = f.asset_id AND m.minute BETWEEN f.at - make_interval(secs => $3) AND f.at - make_interval(secs => $4)) AS could_warn
           FROM (SELECT asset_id, component, at FROM observed_failures WHERE organization_id = $1
                 UNION SELECT asset_id, component, at FROM failure_records WHERE organization_id = $1 AND $5) AS f
           JOIN (SELECT asset_id, min(minute) AS first, max(minute) AS last FROM shadow_minutes
                  WHERE organization_id = $1 AND version = $2 GROUP BY asset_id) AS run
             ON run.asset_id = f.asset_id AND f.at BETWEEN run.first AND run.last + make_interval(secs => $3)
          ORDER BY f.at`,
        [...of, horizonMs / 1_000, leadMsMin / 1_000, source.records],
      );
      return recordOf(covers, alarms, failures);
    });
  }
}

function recordOf(
  covers: readonly unknown[],
  alarms: readonly unknown[],
  failures: readonly unknown[],
): ShadowRecord {
  const cover = covers.map((row) => coverRow.parse(row));
  const alarm = alarms.map((row) => alarmRow.parse(row));
  const failure = failures.map((row) => failureRow.parse(row));
  return {
    from: cover.reduce<Date | null>(
      (from, { first }) => (from === null || first < from ? first : from),
      null,
    ),
    to: cover.reduce<Date | null>((to, { last }) => (to === null || last > to ? last : to), null),
    assets: cover.map(({ asset_id: assetId, minutes }) => {
      const own = <Row extends { asset_id: string }>(rows: readonly Row[]) =>
        rows.filter((row) => row.asset_id === assetId);
      return {
        minutes,
        alarmMinutesMs: own(alarm)
          .map(({ minute }) => minute.getTime())
          .reverse(),
        failures: own(failure).map(({ at, could_warn: couldWarn }) => ({ atMs: at.getTime(), couldWarn })),
      };
    }),
  };
}
