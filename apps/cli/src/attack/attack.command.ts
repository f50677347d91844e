import { writeFileSync } from 'node:fs';
import { AppError } from '@eagle/contracts/domain';
import type { AttackSize } from './attack-part.js';
import { attackTable, AttackCounters, type AttackCount } from './attack-counters.js';
import { AttackTarget } from './attack-target.js';
import { ATTACK_PARTS } from './parts/index.js';
import { onStopSignal } from '../stop-signals.js';

export interface AttackOptions {
  /** Names of parts. */
  readonly only: readonly string[];
  readonly size: AttackSize;
  readonly json: boolean;
  readonly out: string | null;
}

export interface AttackReport {
  readonly startedAt: string;
  readonly tookS: number;
  readonly size: AttackSize;
  readonly tries: number;
  /** Above 0 there is a security hole. */
  readonly successes: number;
  /** Processes that ended by themselves: above 0, an attack stopped one. */
  readonly exits: number;
  readonly counts: readonly AttackCount[];
}

/**
 * `eagle attack`: starts a platform, attacks it in every known way, and counts. The exit code is 1
 * where anything succeeded.
 */
export async function runAttack(
  options: AttackOptions,
  say: (text: string) => void,
  print: (text: string) => void,
): Promise<void> {
  const stop = new AbortController();
  onStopSignal(() => stop.abort(new AppError('ATTACK.STOPPED', 'Stopped.')));
  const report = await attack(options, say, stop.signal);
  const json = JSON.stringify(report, null, 2);
  if (options.out !== null) writeFileSync(options.out, `${json}\n`);
  print(options.json ? json : `${attackTable(report.counts)}\n\n${summaryOf(report)}`);
  if (report.successes > 0 || report.exits > 0) process.exitCode = 1;
}

/** Runs the chosen parts one after the other against one platform. */
export async function attack(
  { only, size }: Pick<AttackOptions, 'only' | 'size'>,
  say: (text: string) => void,
  signal: AbortSignal,
): Promise<AttackReport> {
  const startedAt = new Date();
  const begun = performance.now();
  say('starting the platform');
  const target = await AttackTarget.start(say, signal);
  const counts: AttackCount[] = [];
  try {
    for (const part of ATTACK_PARTS.filter(({ name }) => only.includes(name))) {
      signal.throwIfAborted();
      say(`${part.name}: ${part.description}`);
      const counters = new AttackCounters(part.name);
      await part.run({ target, size, counters, say, signal });
      counts.push(...counters.counts());
    }
  } finally {
    say('stopping the platform');
    await target.stop();
  }
  return {
    startedAt: startedAt.toISOString(),
    tookS: (performance.now() - begun) / 1_000,
    size,
    tries: counts.reduce((sum, { tries }) => sum + tries, 0),
    successes: counts.reduce((sum, { successes }) => sum + successes, 0),
    exits: target.temporary.exits,
    counts,
  };
}

const summaryOf = ({ tries, successes, exits, tookS }: AttackReport): string =>
  `${successes} of ${tries} tries succeeded, ${exits} processes ended; ${Math.round(tookS)} s`;
