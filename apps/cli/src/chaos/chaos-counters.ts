import type { ChaosTarget } from './chaos-target.js';

/**
 * Rules do not wait for prediction, training or model-cache: their alerts come within this time
 * while those services are frozen.
 */
const ALERT_LATE_MS_MAX = 3_000;

/** One disturbance and its outcome. */
export interface ChaosCount {
  readonly case: string;
  readonly disturbance: string;
  /** How often it was done. */
  readonly times: number;
  /** Rows that plants wrote during it and until the ledger was balanced. */
  readonly rows: number;
  /** Rows that were refused with a reason that the feed's status counts. */
  readonly rowsRefused: number;
  /** Rows that were neither judged nor refused, and rows judged more than once. */
  readonly rowsLost: number;
  /** Changes of alerts that did not come over the socket, came twice, or belong to no row. */
  readonly alertsWrong: number;
  /** Rows without a prediction; a loss only where no process was frozen for long. */
  readonly rowsNotPredicted: number;
  /** Expected signs (recovery, a status) that did not come in time. */
  readonly failures: readonly string[];
  /** Longest time until everything was whole again, milliseconds. */
  readonly wholeAfterMsMax: number;
  /**
   * Longest delay of an alert of a rule during the disturbance, milliseconds; null where rules need
   * not work during it.
   */
  readonly alertLateMsMax: number | null;
}

interface Counting {
  times: number;
  rows: number;
  rowsRefused: number;
  rowsLost: number;
  alertsWrong: number;
  rowsNotPredicted: number;
  failures: string[];
  wholeAfterMsMax: number;
  alertLateMsMax: number | null;
}

/** Runs the disturbances of one case and keeps the ledger of each. */
export class ChaosCounters {
  private readonly byDisturbance = new Map<string, Counting>();

  constructor(
    private readonly chaosCase: string,
    private readonly target: ChaosTarget,
    private readonly say: (text: string) => void,
    private readonly signal: AbortSignal,
  ) {}

  /**
   * Disturbs a platform that is whole, waits until it is whole again, and balances the ledger.
   * @param disturb  disturbs and undoes it; an error that it throws is a failure of the platform
   */
  async disturbed(disturbance: string, disturb: () => Promise<void>): Promise<void> {
    this.signal.throwIfAborted();
    const count = this.counting(disturbance);
    count.times += 1;
    const failuresBefore = count.failures.length;
    const begunAtMs = performance.now();
    let undoneAtMs = begunAtMs;
    try {
      await this.target.everyoneHears('before it is disturbed');
      await disturb();
      undoneAtMs = performance.now();
      await this.target.everyoneHears(`after ${disturbance}`);
    } catch (error) {
      count.failures.push(error instanceof Error ? error.message : String(error));
    }
    const wholeAfterMs = Math.round(performance.now() - undoneAtMs);
    count.wholeAfterMsMax = Math.max(count.wholeAfterMsMax, wholeAfterMs);
    const ledger = await this.target.balanceLedger();
    count.rows += ledger.rows;
    count.rowsRefused += ledger.rowsRefused;
    count.rowsLost += ledger.rowsLost;
    count.alertsWrong += ledger.alertsWrong;
    count.rowsNotPredicted += ledger.rowsNotPredicted;
    count.failures.push(...ledger.examples);
    const verdict = count.failures.length > failuresBefore ? 'FAILED' : 'held';
    this.say(`  ${disturbance}: ${verdict}, whole ${wholeAfterMs} ms later; ${ledger.rows} rows`);
  }

  /** Records how late alerts of rules were during a disturbance that must not delay them. */
  alertsCame(disturbance: string, lateMs: number): void {
    const count = this.counting(disturbance);
    count.alertLateMsMax = Math.max(count.alertLateMsMax ?? 0, lateMs);
    if (lateMs > ALERT_LATE_MS_MAX)
      count.failures.push(`alerts of rules were up to ${inSeconds(lateMs)} late while it lasted`);
  }

  counts(): ChaosCount[] {
    return [...this.byDisturbance].map(([disturbance, count]) => ({
      case: this.chaosCase,
      disturbance,
      ...count,
    }));
  }

  private counting(disturbance: string): Counting {
    const known = this.byDisturbance.get(disturbance);
    if (known !== undefined) return known;
    const made: Counting = {
      times: 0,
      rows: 0,
      rowsRefused: 0,
      rowsLost: 0,
      alertsWrong: 0,
      rowsNotPredicted: 0,
      failures: [],
      wholeAfterMsMax: 0,
      alertLateMsMax: null,
    };
    this.byDisturbance.set(disturbance, made);
    return made;
  }
}

export const isHeld = ({ rowsLost, alertsWrong, failures }: ChaosCount): boolean =>
  rowsLost === 0 && alertsWrong === 0 && failures.length === 0;

const inSeconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

/** A table for people: one line for each disturbance, then the details of failures. */
export function chaosTable(counts: readonly ChaosCount[]): string {
  const head = [
    'case',
    'disturbance',
    'times',
    'rows',
    'refused',
    'lost',
    'alerts wrong',
    'not predicted',
    'rules late',
    'whole after',
    '',
  ];
  const rows = counts.map((count) => [
    count.case,
    count.disturbance,
    String(count.times),
    String(count.rows),
    String(count.rowsRefused),
    String(count.rowsLost),
    String(count.alertsWrong),
    String(count.rowsNotPredicted),
    count.alertLateMsMax === null ? '' : inSeconds(count.alertLateMsMax),
    inSeconds(count.wholeAfterMsMax),
    isHeld(count) ? 'held' : 'FAILED',
  ]);
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const seen = counts.flatMap(({ disturbance, failures }) =>
    failures.map((text) => `${disturbance}: ${text}`),
  );
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line), ...seen].join('\n');
}
