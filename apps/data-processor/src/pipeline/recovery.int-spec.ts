import assert from 'node:assert/strict';
import { STREAMS } from '@eagle/contracts/bus';
import { assetIdSchema, organizationConfigSchema, type StreamIncarnation } from '@eagle/contracts/domain';
import { encodeScanBatch } from '@eagle/contracts/frames';
import { feedCheckpointSchema } from '@eagle/feeds';
import { testBus, type TestBus } from '@eagle/testing';
import { planPipeline } from './pipeline-plan.js';
import type { ProcessorCheckpoint } from './processor-checkpoint.js';
import { recover, type Recovered } from './recovery.js';

const T0 = Date.UTC(2026, 0, 5);
const ASSET = assetIdSchema.parse('line');
const plan = planPipeline(
  organizationConfigSchema.parse({
    organizationId: '3f0c0a3e-3f5b-4a53-8a51-0d5f6e6a7a01',
    slug: 'o',
    name: 'O',
    enabled: true,
    revision: 1,
    assets: [{ assetId: ASSET, name: 'Line' }],
    tags: [{ tag: 'v', type: 'number', role: 'present-value' }],
    feed: { kind: 'postgres', host: 'h', port: 1, database: 'd', user: 'u' },
    mapping: {
      revision: 1,
      table: 't',
      keyColumn: 'id',
      timeColumn: 'at',
      timeZone: 'UTC',
      source: { layout: 'wide', asset: { assetId: ASSET }, columns: [{ column: 'v', tag: 'v' }] },
    },
    rules: [],
    settings: { features: { lagsMs: [1_000], windowsMs: [2_000] } },
  }),
);
const { organizationId } = plan.config;
const FEED = feedCheckpointSchema.parse({
  v: 1,
  by: 'key',
  source: 't',
  watermark: '5',
  watermarkTime: null,
  tableId: null,
  newestMs: null,
  gaps: [],
});

/**
 * The checkpoint of a pipeline after its fifth read: as if the stream held 40 messages of all
 * organizations.
 */
function checkpoint(scansIncarnation: StreamIncarnation | undefined): ProcessorCheckpoint {
  return {
    v: 1,
    feed: FEED,
    waitingRows: [],
    batch: 5,
    scansSequence: 40,
    ...(scansIncarnation === undefined ? {} : { scansIncarnation }),
    assets: { line: { sequence: 5, newestMs: T0 + 5_000 } },
    marks: [{ scansSequence: 38, newestMs: T0 - 3_600_000 }],
  };
}

describe('recovery of a pipeline', () => {
  let nats: TestBus;
  beforeAll(async () => {
    nats = await testBus();
  });
  afterAll(() => nats.close());

  /** The message of one read with one row, with the number of the read. */
  async function publish(read: number): Promise<void> {
    const payload = encodeScanBatch({
      organizationId,
      assetId: ASSET,
      configRevision: plan.config.revision,
      tags: ['v'].map((tag) => plan.table.names.find((name) => name === tag) ?? assert.fail()),
      stateNames: [...plan.states.stateNames],
      heartbeatAtMs: null,
      source: { batch: read, rowKeys: [String(read)] },
      rows: 1,
      sequences: Float64Array.of(read),
      eventTimesMs: Float64Array.of(T0 + read * 1_000),
      readAtsMs: Float64Array.of(T0 + read * 1_000),
      states: new Uint8Array(1),
      values: Float64Array.of(read),
      quality: new Uint8Array(1),
    });
    await nats.bus.publish(STREAMS.scans.subject(organizationId, ASSET), `read-${read}`, payload);
  }

  async function recovered(
    stored: ProcessorCheckpoint,
  ): Promise<Recovered & { readonly warmedToMs: (number | null)[] }> {
    const warmedToMs: (number | null)[] = [];
    const outcome = await recover(nats.bus, plan, stored, {
      recall: () => undefined,
      prepare: async () => undefined,
      warm: async (_memory, toMs) => void warmedToMs.push(toMs),
    });
    return { ...outcome, warmedToMs };
  }

  test('finds what was published since its checkpoint in a recreated stream, regardless of stored positions', async () => {
    const incarnation = await nats.bus.incarnationOf(STREAMS.scans);
    await nats.beginAnew(STREAMS.scans);
    for (const read of [4, 5, 6, 7]) await publish(read);
    const { memory, unsettled, warmedToMs } = await recovered(checkpoint(incarnation));
    assert.deepEqual([...memory.published], ['6', '7'], 'these rows are not published again');
    assert.deepEqual(
      unsettled.map(({ batch }) => batch),
      [6, 7],
      'and these frames are',
    );
    assert.equal(memory.batch, 7);
    assert.deepEqual(warmedToMs, [T0 + 5_001], 'the history of the source replaces what the stream lost');
    const next = memory.toCheckpoint();
    assert.deepEqual(
      [next?.scansIncarnation, next?.scansSequence],
      [await nats.bus.incarnationOf(STREAMS.scans), 4],
    );
  });

  test('continues after its position in the same stream, and after a position that names no stream', async () => {
    await nats.beginAnew(STREAMS.scans);
    for (let read = 1; read <= 42; read += 1) await publish(read);
    for (const named of [await nats.bus.incarnationOf(STREAMS.scans), undefined]) {
      const { memory, warmedToMs } = await recovered({ ...checkpoint(named), batch: 40 });
      assert.deepEqual([...memory.published], ['41', '42']);
      assert.deepEqual(warmedToMs, []);
      assert.equal(memory.scansIncarnation, await nats.bus.incarnationOf(STREAMS.scans));
    }
  });
});
