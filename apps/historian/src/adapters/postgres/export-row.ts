import {
  exportIdSchema,
  exportSpecSchema,
  exportStateSchema,
  organizationIdSchema,
  userIdSchema,
} from '@eagle/contracts/domain';
import { z } from 'zod';
import type { ExportRecord } from '../../export/export-record.js';

/** Columns of `exports` that a record is made of. */
export const EXPORT_COLUMNS = `organization_id, id, state, spec, requested_by, created_at, started_at, ended_at, expires_at, attempts, progress,
  rows, bytes, estimated_rows, estimated_bytes, missing_rows, reason, code, file`;

const exportRow = z.object({
  organization_id: organizationIdSchema,
  id: exportIdSchema,
  state: exportStateSchema,
  spec: exportSpecSchema,
  requested_by: userIdSchema.nullable(),
  created_at: z.date(),
  started_at: z.date().nullable(),
  ended_at: z.date().nullable(),
  expires_at: z.date().nullable(),
  attempts: z.number(),
  progress: z.number(),
  rows: z.number(),
  bytes: z.number(),
  estimated_rows: z.number(),
  estimated_bytes: z.number(),
  missing_rows: z.number(),
  reason: z.string(),
  code: z.string().nullable(),
  file: z.string().nullable(),
});

/** A row of `exports` as a record. */
export function recordOf(row: unknown): ExportRecord {
  const found = exportRow.parse(row);
  return {
    organizationId: found.organization_id,
    ...{ id: found.id, state: found.state, spec: found.spec, requestedBy: found.requested_by },
    createdAtMs: found.created_at.getTime(),
    startedAtMs: found.started_at?.getTime() ?? null,
    endedAtMs: found.ended_at?.getTime() ?? null,
    expiresAtMs: found.expires_at?.getTime() ?? null,
    ...{ attempts: found.attempts, progress: found.progress, rows: found.rows, bytes: found.bytes },
    estimate: { rows: found.estimated_rows, bytes: found.estimated_bytes },
    missingRows: found.missing_rows,
    ...{ reason: found.reason, code: found.code, file: found.file },
  };
}
