import { randomUUID } from 'node:crypto';
import { assetIdSchema, organizationIdSchema } from '@eagle/contracts/domain';
import type { AssetRows, Deletion, RowBatch } from '@eagle/telemetry';
import { OrganizationTurns } from './organization-turns.js';
import { UndeletedRows } from './undeleted-rows.js';

const organizationId = organizationIdSchema.parse(randomUUID());
const assetId = assetIdSchema.parse('pump-1');

const rowsAt = (...times: readonly number[]): AssetRows<typeof assetId> => {
  const timesMs = Float64Array.from(times);
  const columns = { labels: new Map(), columns: new Map() };
  const block = { rows: times.length, timesMs, sequences: timesMs, readAtsMs: timesMs, ...columns };
  return { kind: 'scans', assetId, block };
};

test('rows that are read again wait for a deletion that is under way, and come without what it deletes', async () => {
  const appended: number[] = [];
  const store = {
    append: async (_: unknown, { rows }: RowBatch) => {
      appended.push(...rows.flatMap(({ block }) => [...block.timesMs]));
    },
    newest: async () => new Map(),
  };
  const recorded: Deletion[] = [];
  const turns = new OrganizationTurns();
  const undeleted = new UndeletedRows(store, { rangesOf: async () => recorded }, turns);
  const deleting = Promise.withResolvers<void>();
  const deletion = turns.take(organizationId, async () => {
    await deleting.promise;
    recorded.push({ assetId: null, fromMs: 10, toMs: 20 });
  });
  const append = undeleted.append(organizationId, { rows: [rowsAt(5, 10, 19, 20)], positions: new Map() });
  deleting.resolve();
  await Promise.all([deletion, append]);
  expect(appended).toEqual([5, 20]);
});
