import { setTimeout as delay } from 'node:timers/promises';
import { RPC } from '@eagle/contracts/bus';
import { modelVersionSchema, type ModelVersion } from '@eagle/contracts/domain';
import { FEATURES_TICK_MS } from '@eagle/contracts/frames';
import type { BenchOrganization, BenchOrganizations } from './bench-organizations.js';
import type { BenchPlatform } from './bench-platform.js';
import { figure, type Figure } from './figure.js';
import { FrameLoad, type SentFrames } from './frame-load.js';
import type { PartResult } from './parts.js';
import { spreadOf, type Spread } from './percentile.js';
import { PredictionListener } from './prediction-listener.js';
import { registerCopy } from './seed-model.js';

const PART = 'flip';
const WARM_UP_S = 5;
const ORGANIZATIONS_MAX = 10;
const ROWS_PER_S = 5_000;
/** Time between two flips. */
const PAUSE_MS = 500;
const NEXT_VERSION: ModelVersion = modelVersionSchema.parse('99.0.0');

/** One change of a live version, milliseconds. */
interface Flip {
  readonly isRollBack: boolean;
  /** From the request to its answer. */
  readonly answeredMs: number;
  /** From the request to the first prediction by the requested version. */
  readonly actedMs: number;
}

/**
 * Live versions change back and forth while frames flow. Every frame must be answered, at most
 * twice as late as without changes.
 */
export async function benchFlip(
  bench: BenchPlatform,
  organizations: BenchOrganizations,
  options: { readonly organizations: number; readonly seconds: number },
): Promise<PartResult> {
  const members = await organizations.atLeast(Math.min(options.organizations, ORGANIZATIONS_MAX));
  for (const { id } of members) await registerCopy(bench, organizations.seed, id, NEXT_VERSION);
  const load = new FrameLoad(bench, organizations.seed, members);
  const open = { rowsPerSecond: ROWS_PER_S, frameEveryMs: FEATURES_TICK_MS, seconds: options.seconds };
  const listener = await PredictionListener.open(bench);
  try {
    bench.hooks.say(`flip: ${ROWS_PER_S} predictions/s while nothing changes, ${options.seconds} s`);
    await measured(load, listener, { ...open, seconds: WARM_UP_S });
    const calm = await measured(load, listener, open);
    bench.hooks.say(`flip: the same while live versions change, ${options.seconds} s`);
    const until = performance.now() + options.seconds * 1_000;
    const [flipping, flips] = await Promise.all([
      measured(load, listener, open),
      flipInTurn(bench, organizations, members, listener, until),
    ]);
    return { figures: figuresOf(calm, flipping, flips), details: { calm, flipping, flips } };
  } finally {
    await listener.close();
  }
}

interface Measured {
  readonly sent: SentFrames;
  /** Rows without a prediction. */
  readonly unanswered: number;
  readonly latencyMs: Spread;
}

async function measured(
  load: FrameLoad,
  listener: PredictionListener,
  open: Parameters<FrameLoad['sendOpenLoop']>[0],
): Promise<Measured> {
  listener.forget();
  const sent = await load.sendOpenLoop(open);
  const unanswered = await listener.untilAnswered(sent.rows);
  return { sent, unanswered, latencyMs: spreadOf(listener.latenciesMs) };
}

async function flipInTurn(
  bench: BenchPlatform,
  { seed }: BenchOrganizations,
  members: readonly BenchOrganization[],
  listener: PredictionListener,
  until: number,
): Promise<Flip[]> {
  const flips: Flip[] = [];
  for (let turn = 0; performance.now() < until; turn += 1) {
    const member = members[Math.floor(turn / 2) % members.length];
    if (member === undefined) break;
    const isRollBack = turn % 2 === 1;
    const version = isRollBack ? seed.manifest.version : NEXT_VERSION;
    const startedMs = performance.now();
    const acted = listener.firstBy(member.id, version);
    await bench.bus.ask(RPC.deployModel, {
      organizationId: member.id,
      version,
      mode: 'champion',
      actorId: null,
      reason: 'The bench measures a flip.',
      override: null,
    });
    const answeredMs = performance.now() - startedMs;
    // Frames come every few milliseconds; where the last one was already sent, none is left to show
    // the flip.
    const actedAtMs = await Promise.race([acted, delay(until - performance.now() + PAUSE_MS, null)]);
    if (actedAtMs !== null) flips.push({ isRollBack, answeredMs, actedMs: actedAtMs - startedMs });
    await delay(PAUSE_MS, undefined, { signal: bench.hooks.signal });
  }
  return flips;
}

function figuresOf(calm: Measured, flipping: Measured, flips: readonly Flip[]): Figure[] {
  const [calmP99, p99] = [calm.latencyMs.p99, flipping.latencyMs.p99];
  const rollBacks = flips.filter(({ isRollBack }) => isRollBack);
  const seconds = (ms: readonly number[]): number | null =>
    ms.length === 0 ? null : Math.max(...ms) / 1_000;
  return [
    figure({ part: PART, name: 'flips under load', value: flips.length, unit: 'flips', bar: 'flips' }),
    figure({
      part: PART,
      name: 'rows without a prediction',
      value: flipping.unanswered,
      unit: 'rows',
      bar: 'flipUnanswered',
    }),
    figure({ part: PART, name: 'due → predicted while nothing changes, p99', value: calmP99, unit: 'ms' }),
    figure({
      part: PART,
      name: 'due → predicted while versions flip, p99',
      value: p99,
      unit: 'ms',
      yardstick: { what: 'while nothing changes', value: calmP99 },
      bar: 'flipP99',
    }),
    figure({
      part: PART,
      name: 'flip asked → first prediction by it, at worst',
      value: seconds(flips.map(({ actedMs }) => actedMs)),
      unit: 's',
    }),
    figure({
      part: PART,
      name: 'roll-back asked → first prediction by it, at worst',
      value: seconds(rollBacks.map(({ actedMs }) => actedMs)),
      unit: 's',
      bar: 'rollBackS',
    }),
  ];
}
