import type { Mapping } from '@eagle/contracts/domain';
import { feedError } from '../feed-problem.js';
import { TimeStampReader, wallClockText } from '../mapping/time-stamp.js';
import { ZoneClock } from '../mapping/zone-clock.js';
import type { PostgresSession } from './postgres-session.js';
import type { SourceTable } from './source-table.js';

/** Times looked at to see how a table writes them: a few that cannot be read do not mislead. */
const SHAPE_ROWS = 100;
/** Longer than any step of a wall clock. */
const FOLD_REACH_MS = 3 * 3_600_000;

/** A stretch of time in which the clock shows each time twice, half-open, milliseconds UTC. */
export interface RepeatedTime {
  readonly fromMs: number;
  /** When the clock goes back: the second pass begins. */
  readonly backAtMs: number;
  readonly toMs: number;
}

/**
 * Times of a source table in both directions: its text into milliseconds UTC, and an instant into
 * what its column compares with.
 */
export class SourceClock {
  private readonly zone: ZoneClock;
  private readonly reader: TimeStampReader;

  constructor(mapping: Mapping) {
    this.zone = new ZoneClock(mapping.timeZone);
    this.reader = new TimeStampReader(this.zone);
  }

  /** @returns NaN where there is no readable time. */
  read(text: string | null | undefined, nearMs: number): number {
    return text === null || text === undefined ? NaN : this.reader.read(text, nearMs);
  }

  /**
   * A literal for `time >= …` that leaves out no row at or after an instant. Where the wall clock
   * goes back shortly after it, the literal is the lower wall clock of the two.
   * @param shape  A time of this table, to see how text and numbers are written.
   */
  lowerBound(table: SourceTable, utcMs: number, shape: string | null): string {
    if (table.timeKind === 'zoned') return new Date(utcMs).toISOString();
    if (table.timeKind === 'epoch')
      return (shape ?? '').split('.')[0]?.length === 13 ? `${utcMs}` : `${utcMs / 1_000}`;
    const backAtMs = this.zone.goesBackWithin(utcMs, utcMs + FOLD_REACH_MS);
    let localMs = this.zone.toLocal(utcMs);
    if (backAtMs !== null) localMs = Math.min(localMs, this.zone.toLocal(backAtMs));
    if (table.timeKind === 'naive') return wallClockText(localMs);
    return this.textBound(table, utcMs, localMs, shape);
  }

  /**
   * Instant from which rows must be remembered so that no row is read twice: the tolerance, and
   * around an hour that happens twice some hours more, because `lowerBound` then reaches back that
   * far.
   */
  rememberFrom(newestMs: number, toleranceMs: number): number {
    const back = this.zone.goesBackWithin(newestMs - toleranceMs - FOLD_REACH_MS, newestMs + FOLD_REACH_MS);
    return newestMs - toleranceMs - (back === null ? 0 : FOLD_REACH_MS);
  }

  /**
   * Whether every wall-clock time of a stretch, as this table writes it, means one instant, and
   * later ones are written higher.
   */
  isSteady(table: SourceTable, fromMs: number, toMs: number): boolean {
    return this.repeatedWithin(table, fromMs, toMs) === null;
  }

  /**
   * The first stretch of time that this table writes twice: the clock goes back in the middle of
   * it.
   * @param shape  A time of the table, where there is one: text that carries an offset is written
   * once.
   */
  repeatedWithin(
    table: SourceTable,
    fromMs: number,
    toMs: number,
    shape: string | null = null,
  ): RepeatedTime | null {
    if (table.timeKind === 'zoned' || table.timeKind === 'epoch' || ownsOffset(shape)) return null;
    for (let searchMs = fromMs - FOLD_REACH_MS; ;) {
      const backAtMs = this.zone.goesBackWithin(searchMs, toMs + FOLD_REACH_MS);
      if (backAtMs === null) return null;
      const repeated = this.repeatedAround(backAtMs);
      if (repeated.toMs > fromMs) return repeated.fromMs < toMs ? repeated : null;
      searchMs = backAtMs + 1;
    }
  }

  repeatedAround(backAtMs: number): RepeatedTime {
    const stepMs = this.zone.stepBackAt(backAtMs);
    return { fromMs: backAtMs - stepMs, backAtMs, toMs: backAtMs + stepMs };
  }

  private textBound(table: SourceTable, utcMs: number, localMs: number, shape: string | null): string {
    if (shape === null) return '';
    if (!/^\d{4}[-/]\d{2}[-/]\d{2}[ T]/.test(shape)) {
      throw feedError(
        'failed',
        `${table.label} has no integer key, and its time column is text that does not sort by time: name a key column in the mapping.`,
      );
    }
    // Text is compared letter by letter: "12:00:00" is lower than "12:00:00.000", and "12:00" than
    // "12:00:00".
    const whole = wallClockText(ownsOffset(shape) ? utcMs : localMs).replace(/\.?0+$/, '');
    const text = shape.charAt(16) === ':' ? whole : whole.slice(0, 16);
    const dated = shape.charAt(4) === '/' ? text.replaceAll('-', '/') : text;
    return shape.charAt(10) === 'T' ? dated.replace(' ', 'T') : dated;
  }
}

const ownsOffset = (shape: string | null): boolean =>
  shape !== null && /(Z|[+-]\d{2}(:?\d{2})?)$/i.test(shape.slice(16));

/**
 * A sample time in the table's format, a readable one where possible; null where the table holds no
 * time.
 */
export async function timeShape(
  session: PostgresSession,
  { timeSql, timeCellSql, sql, label }: SourceTable,
  clock: SourceClock,
): Promise<string | null> {
  const text = `SELECT ${timeCellSql} FROM ${sql} WHERE ${timeSql} IS NOT NULL LIMIT ${SHAPE_ROWS}`;
  const times = (await session.rows(label, text)).map(([time]) => time ?? null);
  return times.find((time) => !Number.isNaN(clock.read(time, NaN))) ?? times[0] ?? null;
}
