import { writeFileSync } from 'node:fs';
import { AppError } from '@eagle/contracts/domain';
import { onStopSignal } from '../stop-signals.js';
import { CHAOS_CASES } from './cases/index.js';
import type { ChaosSize } from './chaos-case.js';
import { chaosTable, ChaosCounters, isHeld, type ChaosCount } from './chaos-counters.js';
import { ChaosTarget } from './chaos-target.js';

const PLANTS = { small: 3, full: 10 };
const ROW_EVERY_MS = 100;

export interface ChaosOptions {
  /** Names of cases. */
  readonly only: readonly string[];
  readonly size: ChaosSize;
  /** Rounds of all cases begin until this time after the start; 0: one round. */
  readonly durationMs: number;
  readonly json: boolean;
  readonly out: string | null;
}

export interface ChaosReport {
  readonly startedAt: string;
  readonly tookS: number;
  readonly size: ChaosSize;
  readonly rounds: number;
  readonly disturbances: number;
  readonly rows: number;
  /** Disturbances after which a row or an alert was wrong, or a result was late. */
  readonly failed: number;
  readonly counts: readonly ChaosCount[];
}

/**
 * `eagle chaos`: starts a platform with plants, disturbs it in every known way, and keeps the
 * ledger. The exit code is 1 where anything is wrong.
 */
export async function runChaos(
  options: ChaosOptions,
  say: (text: string) => void,
  print: (text: string) => void,
): Promise<void> {
  const stop = new AbortController();
  onStopSignal(() => stop.abort(new AppError('CHAOS.STOPPED', 'Stopped.')));
  const report = await chaos(options, say, stop.signal).catch((error: unknown) => {
    // Errors while everything is being stopped come from the stop.
    throw stop.signal.aborted ? stop.signal.reason : error;
  });
  const json = JSON.stringify(report, null, 2);
  if (options.out !== null) writeFileSync(options.out, `${json}\n`);
  print(options.json ? json : `${chaosTable(report.counts)}\n\n${summaryOf(report)}`);
  if (report.failed > 0) process.exitCode = 1;
}

/** Runs the chosen cases one after the other against one platform. */
export async function chaos(
  { only, size, durationMs }: Pick<ChaosOptions, 'only' | 'size' | 'durationMs'>,
  say: (text: string) => void,
  signal: AbortSignal,
): Promise<ChaosReport> {
  const startedAt = new Date();
  const begun = performance.now();
  say('starting the platform');
  const target = await ChaosTarget.start({ plants: PLANTS[size], rowEveryMs: ROW_EVERY_MS, say });
  const cases = CHAOS_CASES.filter(({ name }) => only.includes(name)).map((chaosCase) => ({
    chaosCase,
    counters: new ChaosCounters(chaosCase.name, target, say, signal),
  }));
  let rounds = 0;
  try {
    do {
      for (const { chaosCase, counters } of cases) {
        signal.throwIfAborted();
        say(`${chaosCase.name}: ${chaosCase.description}`);
        await chaosCase.run({ target, size, counters, say, signal });
      }
      rounds += 1;
    } while (performance.now() - begun < durationMs);
  } finally {
    say('stopping the platform');
    await target.stop();
  }
  const counts = cases.flatMap(({ counters }) => counters.counts());
  return {
    startedAt: startedAt.toISOString(),
    tookS: (performance.now() - begun) / 1_000,
    size,
    rounds,
    disturbances: counts.reduce((sum, { times }) => sum + times, 0),
    rows: counts.reduce((sum, { rows }) => sum + rows, 0),
    failed: counts.filter((count) => !isHeld(count)).length,
    counts,
  };
}

const summaryOf = ({ disturbances, rows, failed, tookS }: ChaosReport): string =>
  `${disturbances} disturbances, ${rows} rows, ${failed} kinds of disturbance did harm; ${Math.round(tookS)} s`;
