import { AppError, type ExportSpec, type OrganizationId } from '@eagle/contracts/domain';
import {
  TelemetryHistory,
  type MissingRows,
  type SeriesKind,
  type TableColumn,
  type TableFile,
  type TableRows,
} from '@eagle/telemetry';
import { ALERT_COLUMNS, alertRowsOf } from './alerts-table.js';
import type { Arrivals } from './came-since.js';
import { arrivalsOf } from './export-arrivals.js';
import {
  alertQueryOf,
  assetsOf,
  planHistory,
  rangeOf,
  seriesKindOf,
  type OrganizationPast,
} from './export-plan.js';
import type { ExportCursor } from './export-record.js';
import type { ExportSources, Workshop } from './export-sources.js';
import { HistoryRows } from './history-rows.js';
import { predictionsTable, scansTable, type HistoryTable } from './history-table.js';
import type { Pace } from './pace.js';

/** Changes of alerts that are recorded are committed within this time. */
const ALERTS_SETTLED_MS = 60_000;

export interface ExportTask {
  readonly organizationId: OrganizationId;
  readonly spec: ExportSpec;
  /** Name of the file within the workshop. */
  readonly name: string;
  /**
   * Where the last export of the same selection ended; null: there was none, or it is not
   * incremental.
   */
  readonly since: ExportCursor | null;
  readonly bytesMax: number;
  /** Wall clock, milliseconds. */
  readonly nowMs: number;
}

export interface WrittenExport {
  readonly rows: number;
  readonly bytes: number;
  readonly missingRows: number;
  /** Null: it is not incremental. */
  readonly cursor: ExportCursor | null;
}

export interface RunReport {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: number, rows: number, bytes: number) => void;
}

/** Writes one export into a file of the workshop, block by block. */
export class RunExport {
  private rows = 0;
  private readonly missing = new Map<string, number>();

  constructor(
    private readonly sources: ExportSources,
    private readonly workshop: Workshop,
    private readonly pace: Pace,
    private readonly task: ExportTask,
    private readonly report: RunReport,
  ) {}

  /**
   * @throws AppError `EXPORT.TOO_LARGE`, `EXPORT.FILE_UNWRITABLE`, as `planHistory` and as
   * `TelemetryStore.read`; the reason of the signal where that is aborted. Nothing is left in the
   * workshop then.
   */
  run(): Promise<WrittenExport> {
    return this.task.spec.kind === 'alerts' ? this.alerts() : this.history(this.task.spec.kind);
  }

  private async history(kind: 'telemetry' | 'predictions'): Promise<WrittenExport> {
    const { organizationId, spec } = this.task;
    const live = this.sources.live(organizationId);
    const history = new TelemetryHistory(this.workshop.store, () => this.sources.live(organizationId).head);
    const unitOf = (tag: string) => live.config?.tags.find((configured) => configured.tag === tag)?.unit;
    const past = { organizationId, store: this.sources.store, ...live };
    const arrivals = spec.incremental ? await this.arrivals(history, seriesKindOf(kind), past) : null;
    // After the arrivals: the plan is of all rows that have come.
    const plan = await planHistory(past, spec);
    const table = kind === 'telemetry' ? scansTable(plan.tags, unitOf) : predictionsTable();
    const rows = this.rowsOf(history, table);
    const written = await this.write(table.columns, aboutOf(spec, table, unitOf), async (file) => {
      const total = Math.max(
        1,
        plan.assets.reduce((sum, { rowsMax }) => sum + rowsMax, 0),
      );
      let before = 0;
      for (const asset of plan.assets) {
        for await (const { rows: block, share } of rows.read(asset, arrivals)) {
          await this.add(file, block, (before + share * asset.rowsMax) / total);
        }
        before += asset.rowsMax;
      }
    });
    return { ...written, cursor: arrivals?.until ?? null };
  }

  private async arrivals(
    history: TelemetryHistory,
    kind: SeriesKind,
    past: OrganizationPast,
  ): Promise<Arrivals> {
    const { organizationId, spec, since, nowMs } = this.task;
    const { store } = this.sources;
    const { head } = this.sources.live(organizationId);
    const rows = this.rowsOf(history, { kind, values: [], labels: [], columns: [] });
    const assets = await assetsOf(past, kind, spec.assets);
    return arrivalsOf({ rows, head, store, organizationId, kind, assets, since, nowMs });
  }

  private rowsOf(history: TelemetryHistory, table: HistoryTable): HistoryRows {
    const { organizationId, spec } = this.task;
    const onMissing = ({ segment, rows }: MissingRows): void => void this.missing.set(segment, rows);
    return new HistoryRows(history, organizationId, table, rangeOf(spec), onMissing);
  }

  private async alerts(): Promise<WrittenExport> {
    const { organizationId, spec, since, nowMs } = this.task;
    const untilMs = nowMs - ALERTS_SETTLED_MS;
    const fromMs = since?.untilMs ?? Number.NEGATIVE_INFINITY;
    const query = alertQueryOf(spec, spec.incremental ? { fromMs, toMs: untilMs } : null);
    const total = Math.max(1, await this.sources.alerts.count(organizationId, query));
    const written = await this.write(ALERT_COLUMNS, { kind: spec.kind }, async (file) => {
      for await (const alerts of this.sources.alerts.read(organizationId, query)) {
        await this.add(file, alertRowsOf(alerts), (this.rows + alerts.length) / total);
      }
    });
    return { ...written, cursor: spec.incremental ? { incarnation: null, sequences: {}, untilMs } : null };
  }

  private async write(
    columns: readonly TableColumn[],
    about: Readonly<Record<string, string>>,
    fill: (file: TableFile) => Promise<void>,
  ): Promise<Omit<WrittenExport, 'cursor'>> {
    const { spec, name } = this.task;
    const { format, zone } = spec;
    const file = await this.workshop.files.create({ format, name, columns, zone, about });
    try {
      await fill(file);
      const bytes = await file.finish();
      this.assertBounded(bytes);
      const missingRows = [...this.missing.values()].reduce((sum, rows) => sum + rows, 0);
      return { rows: this.rows, bytes, missingRows };
    } catch (error) {
      await file.discard();
      throw error;
    }
  }

  private async add(file: TableFile, rows: TableRows, progress: number): Promise<void> {
    this.report.signal.throwIfAborted();
    await this.pace.work(() => file.add(rows));
    this.rows += rows.rows;
    this.assertBounded(file.bytes);
    this.report.onProgress(Math.min(1, progress), this.rows, file.bytes);
  }

  private assertBounded(bytes: number): void {
    const { bytesMax } = this.task;
    if (bytes <= bytesMax) return;
    const message = `The file has become larger than ${bytesMax} bytes: request a shorter range, or fewer assets or tags.`;
    throw new AppError('EXPORT.TOO_LARGE', message);
  }
}

function aboutOf(
  spec: ExportSpec,
  table: HistoryTable,
  unitOf: (tag: string) => string | undefined,
): Record<string, string> {
  const units = table.values.flatMap((name) => {
    const unit = unitOf(name);
    return unit === undefined || unit === '' ? [] : [[name, unit] as const];
  });
  return { kind: spec.kind, zone: spec.zone, units: JSON.stringify(Object.fromEntries(units)) };
}
