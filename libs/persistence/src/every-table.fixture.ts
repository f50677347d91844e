import { randomBytes, randomUUID } from 'node:crypto';
import type { OrganizationId } from '@eagle/contracts/domain';
import type { DatabaseFixture } from './prepared-database.fixture.js';

/** Puts one row of the organization into every tenant table. */
export async function seedEveryTable(fixture: DatabaseFixture, organization: OrganizationId): Promise<void> {
  const user = randomUUID();
  const alert = randomUUID();
  const statements: readonly (readonly [string, readonly unknown[]])[] = [
    [`INSERT INTO organization_configs (organization_id, revision, config) VALUES ($1, 1, '{}')`, []],
    [
      `INSERT INTO users (organization_id, id, email, name, role, password_hash) VALUES ($1, $2, $3, 'A person', 'OPERATOR', 'x')`,
      [user, `${user}@example.org`],
    ],
    [
      `INSERT INTO invitations (organization_id, id, email, name, role, token_hash, invited_by, expires_at) VALUES ($1, $2, 'b@example.org', '', 'OPERATOR', $3, $2, now())`,
      [user, randomBytes(32)],
    ],
    [`INSERT INTO sign_ins (organization_id, id, user_id) VALUES ($1, $2, $2)`, [user]],
    [
      `INSERT INTO visits (organization_id, session_id, reason, entered_at, ends_at) VALUES ($1, $2, 'test', now(), now())`,
      [user],
    ],
    [
      `INSERT INTO refresh_tokens (organization_id, id, user_id, family_id, token_hash, expires_at) VALUES ($1, $2, $3, $3, $4, now())`,
      [randomUUID(), user, randomBytes(32)],
    ],
    [
      `INSERT INTO alerts (organization_id, id, asset_id, component, kind, origin, severity, active, acknowledged, ended, raised_at, revision, body)
       VALUES ($1, $2, 'asset', 'fan', 'failure', 'rule', 'high', true, false, false, now(), 1, '{}')`,
      [alert],
    ],
    [`INSERT INTO alert_events (organization_id, event_id, body) VALUES ($1, $2, '{}')`, [randomUUID()]],
    [
      `INSERT INTO alert_notes (organization_id, id, alert_id, user_id, body) VALUES ($1, $2, $3, $4, 'noted')`,
      [randomUUID(), alert, user],
    ],
    [`INSERT INTO alert_engine_states (organization_id, asset_id, state) VALUES ($1, 'asset', '{}')`, []],
    [
      `INSERT INTO stream_positions (organization_id, service, stream, position) VALUES ($1, 'alerting', 'SCANS', 7)`,
      [],
    ],
    [
      `INSERT INTO model_versions (organization_id, version, state, manifest, artifact_path) VALUES ($1, '1.0.0', 'champion', '{}', 'x')`,
      [],
    ],
    [`INSERT INTO training_runs (organization_id, id, stage) VALUES ($1, $2, 'done')`, [randomUUID()]],
    [
      `INSERT INTO failure_records (organization_id, asset_id, component, at, source) VALUES ($1, 'asset', 'fan', now(), 'test')`,
      [],
    ],
    [
      `INSERT INTO log_entries (organization_id, asset_id, kind, code, at, source) VALUES ($1, 'asset', 'error', 'e1', now(), 'test')`,
      [],
    ],
    [
      `INSERT INTO model_steps (organization_id, version, action, to_state, reason) VALUES ($1, '1.0.0', 'registered', 'registered', 'test')`,
      [],
    ],
    [
      `INSERT INTO shadow_minutes (organization_id, version, asset_id, minute, rows, probability_max, probability_mean, above_max, confidence, component, minutes_to_failure)
       VALUES ($1, '1.0.0', 'asset', now(), 60, 0.9, 0.2, 3, 0.8, 'fan', 7)`,
      [],
    ],
    [
      `INSERT INTO observed_failures (organization_id, asset_id, component, at) VALUES ($1, 'asset', 'fan', now())`,
      [],
    ],
    [
      `INSERT INTO telemetry_segments (organization_id, file, kind, resolution, level, period_at, from_at, to_at, read_from_at, read_to_at, rows, bytes, sha256, assets, columns, quality_columns, labels, written_at)
       VALUES ($1, 'x.parquet', 'scans', 'raw', 'fresh', now(), now(), now(), now(), now(), 1, 1, '', '{}', '{}', '{}', '{}', now())`,
      [],
    ],
    [`INSERT INTO telemetry_layouts (organization_id, hash, columns) VALUES ($1, '', '{a}')`, []],
    [`SELECT telemetry_ensure_day(current_date) WHERE $1::uuid IS NOT NULL`, []],
    [
      `INSERT INTO telemetry_rows (organization_id, kind, asset_id, at, sequence, read_at, labels, layout, numbers)
       VALUES ($1, 'scans', 'asset', current_date::timestamp AT TIME ZONE 'UTC', 1, now(), '{}', 1, '{1.5}')`,
      [],
    ],
    [
      `INSERT INTO telemetry_aggregates (organization_id, kind, resolution, asset_id, at, layout, numbers)
       VALUES ($1, 'scans', 'minute', 'asset', now(), 1, '{1.5}')`,
      [],
    ],
    [
      `INSERT INTO telemetry_days (organization_id, kind, asset_id, day, rows, bytes, from_at, to_at, layouts, changed_at)
       VALUES ($1, 'scans', 'asset', current_date, 1, 1, now(), now(), '{1}', now())`,
      [],
    ],
    [
      `INSERT INTO history_stretches (organization_id, reason, from_at, until_at, reached_at) VALUES ($1, 'begin', now(), now(), now())`,
      [],
    ],
    [
      `INSERT INTO exports (organization_id, id, state, spec, estimated_rows, estimated_bytes) VALUES ($1, $2, 'queued', '{}', 1, 1)`,
      [randomUUID()],
    ],
    [`INSERT INTO history_deletions (organization_id) VALUES ($1)`, []],
    [`INSERT INTO audit_log (organization_id, action, target) VALUES ($1, 'TEST.SEEDED', 'x')`, []],
    [
      `INSERT INTO audit_seals (organization_id, entry_id, seal) SELECT organization_id, id, '' FROM audit_log WHERE organization_id = $1`,
      [],
    ],
  ];
  for (const [sql, params] of statements) await fixture.asOwner(sql, [organization, ...params]);
}
