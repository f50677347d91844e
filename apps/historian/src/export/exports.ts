import { randomUUID } from 'node:crypto';
import {
  AppError,
  exportIdSchema,
  type ExportEstimate,
  type ExportId,
  type ExportJob,
  type ExportSpec,
  type OrganizationId,
  type UserId,
} from '@eagle/contracts/domain';

import { alertBytes, historyBytes } from './estimate-bytes.js';
import { alertQueryOf, assetsOf, planHistory, type AssetPlan } from './export-plan.js';
import { exportNotFound } from './export-records.js';
import { ExportQueue, type ExportOptions, type QueueParts } from './export-queue.js';
import { jobOf, selectionOf, type ExportCursor } from './export-record.js';
import { ExportSweep } from './export-sweep.js';
import { predictionsTable } from './history-table.js';

/** Exports of one organization that wait or run. */
const OPEN_MAX = 20;
/** Where the distance of rows is not known. */
const INTERVAL_MS = 1_000;

/** The exports of all organizations, during the term of this leader. */
export class Exports {
  private readonly queue: ExportQueue;
  private readonly sweep: ExportSweep;

  constructor(
    private readonly parts: QueueParts,
    private readonly options: ExportOptions,
  ) {
    this.queue = new ExportQueue(parts, options);
    this.sweep = new ExportSweep(parts);
  }

  start(): void {
    this.queue.start();
    this.sweep.start();
  }

  /** What runs is begun again by the next leader. */
  async stop(): Promise<void> {
    await Promise.all([this.queue.stop(), this.sweep.stop()]);
  }

  /** @throws AppError as `planHistory`. */
  async estimate(organizationId: OrganizationId, spec: ExportSpec): Promise<ExportEstimate> {
    const bytesMax = this.options.bytesMax;
    const since = await this.lastCursor(organizationId, spec);
    const { sources } = this.parts;
    const past = { organizationId, store: sources.store, ...sources.live(organizationId) };
    if (spec.kind === 'alerts') {
      await assetsOf(past, 'scans', spec.assets);
      const recorded = since === null ? null : { fromMs: since.untilMs, toMs: Number.POSITIVE_INFINITY };
      const rows = await sources.alerts.count(organizationId, alertQueryOf(spec, recorded));
      return { rows, bytes: alertBytes(spec.format, rows), bytesMax };
    }
    const { assets, tags } = await planHistory(past, spec);
    const nowMs = this.parts.now();
    const rows = assets.reduce((sum, asset) => sum + rowsSince(asset, since, nowMs), 0);
    const values = spec.kind === 'telemetry' ? tags.length : predictionsTable().values.length;
    return { rows, bytes: historyBytes(spec.format, rows, values), bytesMax };
  }

  /**
   * @throws AppError as `estimate`; `EXPORT.TOO_LARGE` (invalid), `EXPORT.ROOM_FULL`,
   * `EXPORT.QUEUE_FULL` (exhausted).
   */
  async request(
    organizationId: OrganizationId,
    spec: ExportSpec,
    actorId: UserId | null,
  ): Promise<ExportJob> {
    const { rows, bytes, bytesMax } = await this.estimate(organizationId, spec);
    if (bytes > bytesMax) throw tooLarge({ rows, bytes, bytesMax });
    const kept = await this.parts.exports.files(organizationId);
    if (kept.bytes + bytes > bytesMax) throw roomFull(kept.bytes, { rows, bytes, bytesMax });
    const id = exportIdSchema.parse(randomUUID());
    const wanted = { id, spec, actorId, estimate: { rows, bytes } };
    const created = await this.parts.exports.create(organizationId, wanted, OPEN_MAX);
    if (created === null) {
      throw new AppError(
        'EXPORT.QUEUE_FULL',
        `${OPEN_MAX} exports wait already: wait for one, or cancel one.`,
      );
    }
    this.queue.wake(organizationId);
    return jobOf(created);
  }

  async list(
    organizationId: OrganizationId,
    limit: number,
    after: { readonly createdAtMs: number; readonly id: ExportId } | null,
  ): Promise<ExportJob[]> {
    return (await this.parts.exports.list(organizationId, limit, after)).map(jobOf);
  }

  /** @throws AppError `EXPORT.NOT_FOUND` (not-found). */
  async show(organizationId: OrganizationId, id: ExportId): Promise<ExportJob> {
    return jobOf(await this.find(organizationId, id));
  }

  /**
   * Cancels it, or removes its file.
   * @throws AppError `EXPORT.NOT_FOUND`, `EXPORT.ENDED` (conflict).
   */
  async cancel(organizationId: OrganizationId, id: ExportId, actorId: UserId | null): Promise<ExportJob> {
    const { record, file } = await this.parts.exports.cancel(organizationId, id, actorId);
    this.queue.end(organizationId, id);
    if (file !== null) await this.parts.files.delete(organizationId, file);
    return jobOf(record);
  }

  /**
   * Some bytes of a file from `offset` on; none behind its end.
   * @throws AppError `EXPORT.NOT_FOUND`, `EXPORT.NOT_DONE`, `EXPORT.FILE_GONE`.
   */
  async piece(organizationId: OrganizationId, id: ExportId, offset: number, length: number): Promise<Buffer> {
    const { state, file, bytes } = await this.find(organizationId, id);
    if (state === 'expired')
      throw new AppError('EXPORT.FILE_GONE', 'The file was removed: request the export again.');
    if (file === null) throw new AppError('EXPORT.NOT_DONE', `The export is ${state}: it has no file.`);
    const within = Math.min(length, bytes - offset);
    return within <= 0 ? Buffer.alloc(0) : this.parts.files.read(organizationId, file, offset, within);
  }

  /**
   * The organization is gone, and its rows with it: what runs ends, and its files go. Never
   * rejects: what stays now is swept later.
   */
  async forget(organizationId: OrganizationId): Promise<void> {
    this.queue.end(organizationId, null);
    await this.parts.files.deleteOrganization(organizationId).catch((error: unknown) => {
      this.parts.logger.warn(
        { organizationId, error },
        'Files of exports could not be removed; it is tried again later',
      );
    });
  }

  private async find(organizationId: OrganizationId, id: ExportId) {
    const found = await this.parts.exports.find(organizationId, id);
    if (found === null) throw exportNotFound();
    return found;
  }

  private async lastCursor(organizationId: OrganizationId, spec: ExportSpec): Promise<ExportCursor | null> {
    const selection = selectionOf(spec);
    return selection === null ? null : this.parts.exports.lastCursor(organizationId, selection);
  }
}

/** Rows that came since, at the usual pace. */
function rowsSince({ rowsMax, intervalMs }: AssetPlan, since: ExportCursor | null, nowMs: number): number {
  if (since === null) return rowsMax;
  const elapsedMs = Math.max(0, nowMs - since.untilMs);
  return Math.min(rowsMax, Math.ceil(elapsedMs / (intervalMs > 0 ? intervalMs : INTERVAL_MS)));
}

function tooLarge(estimate: ExportEstimate): AppError {
  const { rows, bytes, bytesMax } = estimate;
  const detail = `About ${rows} rows take ${bytes} bytes, and ${bytesMax} are allowed: request a shorter range, or fewer assets or tags.`;
  return new AppError('EXPORT.TOO_LARGE', detail, { errors: [{ pointer: '/from', detail }], estimate });
}

function roomFull(keptBytes: number, estimate: ExportEstimate): AppError {
  const detail = `Files of earlier exports take ${keptBytes} bytes of ${estimate.bytesMax}: delete some of them.`;
  return new AppError('EXPORT.ROOM_FULL', detail, { estimate });
}
