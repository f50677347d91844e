import assert from 'node:assert/strict';
import type { OrganizationId } from '@eagle/contracts/domain';
import { seedEveryTable } from './every-table.fixture.js';
import { Prisma } from './generated/client.js';
import { preparedDatabase, type DatabaseFixture } from './prepared-database.fixture.js';

let fixture: DatabaseFixture;
let organization: OrganizationId;

beforeAll(async () => {
  fixture = await preparedDatabase();
  organization = await fixture.organization();
  await seedEveryTable(fixture, organization);
});
afterAll(() => fixture.close());

/** The fields that the typed client knows of each table. */
const FIELDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  organizations: Prisma.OrganizationScalarFieldEnum,
  organization_configs: Prisma.OrganizationConfigScalarFieldEnum,
  users: Prisma.UserScalarFieldEnum,
  invitations: Prisma.InvitationScalarFieldEnum,
  sign_ins: Prisma.SignInScalarFieldEnum,
  sign_in_tries: Prisma.SignInTryScalarFieldEnum,
  refresh_tokens: Prisma.RefreshTokenScalarFieldEnum,
  alerts: Prisma.AlertScalarFieldEnum,
  alert_events: Prisma.AlertEventScalarFieldEnum,
  alert_notes: Prisma.AlertNoteScalarFieldEnum,
  alert_engine_states: Prisma.AlertEngineStateScalarFieldEnum,
  stream_positions: Prisma.StreamPositionScalarFieldEnum,
  leader_terms: Prisma.LeaderTermScalarFieldEnum,
  model_versions: Prisma.ModelVersionScalarFieldEnum,
  training_runs: Prisma.TrainingRunScalarFieldEnum,
  failure_records: Prisma.FailureRecordScalarFieldEnum,
  log_entries: Prisma.LogEntryScalarFieldEnum,
  model_steps: Prisma.ModelStepScalarFieldEnum,
  shadow_minutes: Prisma.ShadowMinuteScalarFieldEnum,
  observed_failures: Prisma.ObservedFailureScalarFieldEnum,
  telemetry_segments: Prisma.TelemetrySegmentScalarFieldEnum,
  telemetry_layouts: Prisma.TelemetryLayoutScalarFieldEnum,
  telemetry_rows: Prisma.TelemetryRowScalarFieldEnum,
  telemetry_aggregates: Prisma.TelemetryAggregateScalarFieldEnum,
  telemetry_days: Prisma.TelemetryDayScalarFieldEnum,
  history_stretches: Prisma.HistoryStretchScalarFieldEnum,
  exports: Prisma.ExportScalarFieldEnum,
  visits: Prisma.VisitScalarFieldEnum,
  history_deletions: Prisma.HistoryDeletionScalarFieldEnum,
  audit_log: Prisma.AuditEntryScalarFieldEnum,
  audit_chains: Prisma.AuditChainScalarFieldEnum,
  audit_seals: Prisma.AuditSealScalarFieldEnum,
};
/** They hold nothing of an organization. */
const PLATFORM_TABLES = ['sign_in_tries', 'leader_terms'];
const asColumn = (field: string): string => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

test('the Prisma schema and the migrated database name the same tables and columns', async () => {
  const columns = await fixture.asOwner<{ name: string }>(
    `SELECT table_name || '.' || column_name AS name FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name <> '_prisma_migrations'`,
  );
  const known = Object.entries(FIELDS).flatMap(([table, fields]) =>
    Object.keys(fields).map((field) => `${table}.${asColumn(field)}`),
  );
  assert.deepEqual(columns.map((column) => column.name).sort(), known.sort());
});

test('the typed client reads a row of every tenant table', async () => {
  const rows = await fixture.database.editOrganization(organization, ({ prisma }) =>
    Promise.all([
      prisma.organization.findFirst(),
      prisma.organizationConfig.findFirst(),
      prisma.user.findFirst(),
      prisma.invitation.findFirst(),
      prisma.signIn.findFirst(),
      prisma.refreshToken.findFirst(),
      prisma.alert.findFirst(),
      prisma.alertEvent.findFirst(),
      prisma.alertNote.findFirst(),
      prisma.alertEngineState.findFirst(),
      prisma.streamPosition.findFirst(),
      prisma.modelVersion.findFirst(),
      prisma.trainingRun.findFirst(),
      prisma.failureRecord.findFirst(),
      prisma.logEntry.findFirst(),
      prisma.modelStep.findFirst(),
      prisma.shadowMinute.findFirst(),
      prisma.observedFailure.findFirst(),
      prisma.telemetrySegment.findFirst(),
      prisma.telemetryLayout.findFirst(),
      prisma.telemetryRow.findFirst(),
      prisma.telemetryAggregate.findFirst(),
      prisma.telemetryDay.findFirst(),
      prisma.export.findFirst(),
      prisma.visit.findFirst(),
      prisma.historyStretch.findFirst(),
      prisma.historyDeletion.findFirst(),
      prisma.auditEntry.findFirst(),
      prisma.auditChain.findFirst(),
      prisma.auditSeal.findFirst(),
    ]),
  );
  assert.equal(rows.length, Object.keys(FIELDS).length - PLATFORM_TABLES.length);
  assert.ok(rows.every((row) => row !== null));
});
