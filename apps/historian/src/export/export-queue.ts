import { rm } from 'node:fs/promises';
import { AppError, type ExportId, type OrganizationId } from '@eagle/contracts/domain';
import type { Logger } from '@eagle/service-kit';
import { pause } from '../pause.js';
import type { ExportRecord } from './export-record.js';
import type { ExportRecords } from './export-records.js';
import { selectionOf } from './export-record.js';
import type { ExportSources, Workshop } from './export-sources.js';
import { Pace } from './pace.js';
import { ResultFiles } from './result-files.js';
import { RunExport } from './run-export.js';
import type { Workshops } from './workshops.js';

/** An export that was begun so often fails: it may be what ended the process. */
export const ATTEMPTS_MAX = 3;
const RETRY_MS = 5_000;
const PROGRESS_EVERY_MS = 1_000;
const DAY_MS = 86_400_000;

export interface ExportOptions {
  /** Exports that are written at once, of all organizations. */
  readonly atOnce: number;
  /** Share of the time that writing may take, 0-1. */
  readonly timeShare: number;
  readonly keptDays: number;
  /** Bytes of the files of one organization. */
  readonly bytesMax: number;
}

export interface QueueParts {
  readonly exports: ExportRecords;
  readonly files: ResultFiles;
  readonly workshops: Workshops;
  readonly sources: ExportSources;
  readonly organizations: () => readonly OrganizationId[];
  readonly logger: Logger;
  /** Wall clock, milliseconds. */
  readonly now: () => number;
  /** Steady clock, milliseconds. */
  readonly steadyNow: () => number;
  readonly onEnd: (record: ExportRecord, outcome: 'done' | 'failed' | 'cancelled', rows: number) => void;
}

interface Running {
  readonly id: ExportId;
  readonly ending: AbortController;
}

/**
 * Works off the exports: a few at once, of each organization one after the other, and organizations
 * in turn.
 */
export class ExportQueue {
  private readonly stopping = new AbortController();
  /** Organizations that may have an export that waits, in the order of their turns. */
  private readonly waiting = new Set<OrganizationId>();
  private readonly running = new Map<OrganizationId, Running | null>();
  private readonly work = new Set<Promise<void>>();
  private isReady = false;

  constructor(
    private readonly parts: QueueParts,
    private readonly options: ExportOptions,
  ) {}

  /** Begins with what a former leader left. Never rejects. */
  start(): void {
    this.track(this.takeOver());
  }

  /** An export waits, or may. */
  wake(organizationId: OrganizationId): void {
    this.waiting.add(organizationId);
    this.next();
  }

  /** Ends the export where it runs; its state is set by who calls. */
  end(organizationId: OrganizationId, id: ExportId | null): void {
    const running = this.running.get(organizationId);
    if (running !== undefined && (id === null || running?.id === id)) running?.ending.abort();
  }

  /** Ends all at once; they stay open, and the next leader begins them again. */
  async stop(): Promise<void> {
    this.stopping.abort();
    for (const running of this.running.values()) running?.ending.abort();
    await Promise.all(this.work);
  }

  private async takeOver(): Promise<void> {
    const left = new Set(this.parts.organizations());
    while (left.size > 0 && !this.stopping.signal.aborted) {
      for (const organizationId of left) {
        try {
          if ((await this.parts.exports.reopen(organizationId, ATTEMPTS_MAX)) > 0)
            this.waiting.add(organizationId);
          left.delete(organizationId);
        } catch (error) {
          this.warn(
            organizationId,
            error,
            'Exports that were left open could not be looked up; it is tried again',
          );
          await pause(RETRY_MS, this.stopping.signal);
          break;
        }
      }
    }
    this.isReady = true;
    this.next();
  }

  private next(): void {
    while (this.isReady && !this.stopping.signal.aborted && this.running.size < this.options.atOnce) {
      const organizationId = [...this.waiting].find((each) => !this.running.has(each));
      if (organizationId === undefined) return;
      this.waiting.delete(organizationId);
      this.running.set(organizationId, null);
      this.track(this.workOn(organizationId));
    }
  }

  private track(work: Promise<void>): void {
    this.work.add(work);
    void work.finally(() => this.work.delete(work));
  }

  private async workOn(organizationId: OrganizationId): Promise<void> {
    try {
      const record = await this.parts.exports.begin(organizationId);
      if (record === null) return;
      await this.run(record);
      // To the end of the line, also where it waits already: others come first.
      this.waiting.delete(organizationId);
      this.waiting.add(organizationId);
    } catch (error) {
      this.warn(organizationId, error, 'An export could not be begun or ended; it is tried again');
      await pause(RETRY_MS, this.stopping.signal);
      this.waiting.add(organizationId);
    } finally {
      this.running.delete(organizationId);
      this.next();
    }
  }

  /** @throws AppError of the database. */
  private async run(record: ExportRecord): Promise<void> {
    const ending = new AbortController();
    if (this.stopping.signal.aborted) return;
    this.running.set(record.organizationId, { id: record.id, ending });
    try {
      await this.parts.workshops.use((workshop) => this.write(record, workshop, ending.signal));
    } catch (error) {
      if (this.stopping.signal.aborted) return;
      if (ending.signal.aborted) return this.parts.onEnd(record, 'cancelled', 0);
      await this.failed(record, error);
    }
  }

  private async write(record: ExportRecord, workshop: Workshop, signal: AbortSignal): Promise<void> {
    const { exports, files, sources, now, steadyNow } = this.parts;
    const { organizationId, id, spec } = record;
    const selection = selectionOf(spec);
    const since = selection === null ? null : await exports.lastCursor(organizationId, selection);
    const kept = await exports.files(organizationId);
    const nowMs = now();
    const bytesMax = this.options.bytesMax - kept.bytes;
    const task = { organizationId, spec, name: id, since, bytesMax, nowMs };
    const report = { signal, onProgress: this.progressOf(record) };
    const pace = new Pace(this.options.timeShare, steadyNow);
    const written = await new RunExport(sources, workshop, pace, task, report).run();
    const path = workshop.files.pathOf(id);
    // Named when its pieces begin to be put: the sweep leaves files of the last hour alone.
    const name = ResultFiles.nameOf(id, now());
    try {
      await files.put(organizationId, name, path, signal);
    } finally {
      // What cannot be removed now goes when the folder is emptied at the next opening.
      await rm(path, { force: true }).catch(() => undefined);
    }
    const expiresAtMs = now() + this.options.keptDays * DAY_MS;
    const result = { file: name, ...written, expiresAtMs, reason: reasonOf(written) };
    const isDone = await exports.finish(organizationId, id, result);
    if (isDone) this.parts.onEnd(record, 'done', written.rows);
    else await files.delete(organizationId, name);
  }

  /** Saves how far it is, at most once a second. */
  private progressOf({
    organizationId,
    id,
  }: ExportRecord): (progress: number, rows: number, bytes: number) => void {
    let savedMs = this.parts.steadyNow();
    return (progress, rows, bytes) => {
      const nowMs = this.parts.steadyNow();
      if (nowMs - savedMs < PROGRESS_EVERY_MS) return;
      savedMs = nowMs;
      this.parts.exports.progress(organizationId, id, { progress, rows, bytes }).catch((error: unknown) => {
        this.warn(organizationId, error, 'The progress of an export could not be saved');
      });
    };
  }

  private async failed(record: ExportRecord, error: unknown): Promise<void> {
    const { organizationId, id, attempts } = record;
    const { exports, onEnd } = this.parts;
    const code = error instanceof AppError ? error.code : 'EXPORT.FAILED';
    this.warn(organizationId, error, 'An export failed');
    if (error instanceof AppError && error.retryable && attempts < ATTEMPTS_MAX) {
      await exports.postpone(organizationId, id, `It is tried again: ${error.message}`);
      await pause(RETRY_MS, this.stopping.signal);
      return;
    }
    const isKnown = error instanceof AppError && error.kind !== 'bug';
    await exports.fail(
      organizationId,
      id,
      code,
      isKnown ? error.message : 'The historian failed; its log says more.',
    );
    onEnd(record, 'failed', 0);
  }

  private warn(organizationId: OrganizationId, error: unknown, message: string): void {
    if (!this.stopping.signal.aborted) this.parts.logger.warn({ organizationId, error }, message);
  }
}

function reasonOf({ rows, missingRows }: { readonly rows: number; readonly missingRows: number }): string {
  if (missingRows > 0) return `It is done, but up to ${missingRows} rows are damaged and missing from it.`;
  return rows === 0
    ? 'It is done: there was nothing in the range, so the file has its header alone.'
    : 'It is done.';
}
