import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { liveModelSchema, type ModelUse } from '@eagle/contracts/bus';
import { AppError, modelVersionSchema, organizationIdSchema } from '@eagle/contracts/domain';
import type { RegisteredVersion } from '../life/model-register.js';
import { ModelWatch, type WatchMemory } from './model-watch.js';

const HOUR_MS = 3_600_000;
const NOW_MS = Date.parse('2026-03-09T12:00:00.000Z');
const organizationId = organizationIdSchema.parse(randomUUID());
const version = modelVersionSchema.parse('1.0.0');
const live = liveModelSchema.parse({
  ...{ v: 1, organizationId, version, artifactPath: `${organizationId}/1.0.0` },
  flippedAt: '2026-03-01T00:00:00.000Z',
});
const champion: RegisteredVersion = {
  ...{
    version,
    state: 'champion',
    stateReason: '',
    stateAtMs: NOW_MS,
    refusedByGate: false,
    overridden: false,
  },
  ...{
    createdAtMs: NOW_MS - HOUR_MS,
    servedUntilMs: null,
    leftService: null,
    artifactPath: live.artifactPath,
  },
};

/** A watch with plain values for its dependencies. */
function watching(memory: Partial<WatchMemory> = {}) {
  const around = { storedBytes: 0, isRegisterAway: false, noted: new Array<string>(), logged: 0 };
  const uses: ModelUse[] = [];
  const watch = new ModelWatch(
    organizationId,
    { findings: null, use: null, ...memory },
    {
      register: {
        read: async () => [champion],
        async noteFindings(_, { appeared, gone }) {
          if (around.isRegisterAway) throw new AppError('DATABASE.UNAVAILABLE', 'It is away.');
          around.noted.push(...appeared.map(({ code }) => `+${code}`), ...gone.map(({ code }) => `-${code}`));
        },
      },
      stored: { bytes: async () => around.storedBytes },
      putUse: async (_, use) => void uses.push(use),
      logger: { warn: () => (around.logged += 1), info: () => (around.logged += 1) },
    },
  );
  const codes = () => watch.findings?.map(({ code }) => code);
  return { watch, around, uses, codes };
}

describe('the health watch of an organization', () => {
  test('reports a finding once and its end once, however often it checks', async () => {
    const { watch, around, codes } = watching();
    assert.equal(codes(), undefined);
    await watch.look(live, NOW_MS);
    assert.deepEqual([codes(), around.noted, around.logged], [[], [], 0]);
    around.storedBytes = 600_000_000;
    for (let look = 1; look <= 3; look += 1) await watch.look(live, NOW_MS + look * 60_000);
    assert.deepEqual(around.noted, ['+MODEL.TOO_MUCH_STORED']);
    around.storedBytes = 700_000_000;
    await watch.look(live, NOW_MS + 5 * 60_000);
    assert.match(watch.findings?.[0]?.message ?? '', /700 MB/);
    around.storedBytes = 1;
    for (let look = 6; look <= 8; look += 1) await watch.look(live, NOW_MS + look * 60_000);
    assert.deepEqual(around.noted, ['+MODEL.TOO_MUCH_STORED', '-MODEL.TOO_MUCH_STORED']);
    assert.equal(around.logged, 2);
  });

  test('does not repeat a report of the previous run after a restart', async () => {
    const before = watching();
    before.around.storedBytes = 600_000_000;
    await before.watch.look(live, NOW_MS);
    const after = watching({ findings: before.watch.findings });
    after.around.storedBytes = 600_000_000;
    await after.watch.look(live, NOW_MS + 1_000);
    assert.deepEqual([after.codes(), after.around.noted], [['MODEL.TOO_MUCH_STORED'], []]);
  });

  test('keeps its findings while it cannot check, and reports the change once it can', async () => {
    const { watch, around, codes } = watching();
    await watch.look(live, NOW_MS);
    around.storedBytes = 600_000_000;
    around.isRegisterAway = true;
    await watch.look(live, NOW_MS + 1_000);
    assert.deepEqual(codes(), []);
    around.isRegisterAway = false;
    await watch.look(live, NOW_MS + 2_000);
    assert.deepEqual([codes(), around.noted], [['MODEL.TOO_MUCH_STORED'], ['+MODEL.TOO_MUCH_STORED']]);
  });

  test('stores the reports of replicas about predictions, and reports a model as unused 24 hours later', async () => {
    const { watch, uses, codes } = watching();
    await watch.look(live, NOW_MS);
    assert.equal(await watch.predicted(version, NOW_MS + 1_000, NOW_MS + 1_500), false);
    assert.equal(uses.at(-1)?.predictedAtMs, NOW_MS + 1_000);
    let nowMs = NOW_MS;
    for (; nowMs <= NOW_MS + 24 * HOUR_MS; nowMs += HOUR_MS / 2) await watch.look(live, nowMs);
    assert.deepEqual(codes(), []);
    await watch.look(live, nowMs);
    assert.deepEqual(codes(), ['MODEL.UNUSED']);
    assert.equal(await watch.predicted(version, nowMs, nowMs), true);
    await watch.look(live, nowMs);
    assert.deepEqual(codes(), []);
  });

  test('does not judge use without a live model, and starts again when there is one', async () => {
    const use: ModelUse = {
      ...{ v: 1, version, predictedAtMs: NOW_MS - 30 * HOUR_MS, watchedSinceMs: NOW_MS - 90 * HOUR_MS },
      checkedAtMs: NOW_MS,
    };
    const { watch, codes } = watching({ use });
    await watch.look(null, NOW_MS);
    assert.deepEqual(codes(), []);
    await watch.look(live, NOW_MS + 1);
    assert.deepEqual(codes(), ['MODEL.UNUSED'], 'the same version, unused for the whole time');
  });
});
