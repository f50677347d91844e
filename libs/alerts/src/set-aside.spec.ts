import assert from 'node:assert/strict';
import { assetIdSchema } from '@eagle/contracts/domain';
import fc from 'fast-check';
import { bandsPlant, latest, state } from './acting.fixture.js';
import { salvagedMemory, revertAlert, storableAlert, storableMemory, storableText } from './set-aside.js';

test('every text becomes well-formed, without NUL and bounded; sound text is unchanged', () => {
  fc.assert(
    fc.property(
      fc.string({
        unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
        maxLength: 3_000,
      }),
      (text) => {
        const stored = storableText(text);
        assert.ok(stored.isWellFormed() && !stored.includes('\0') && stored.length <= 2_000);
        if (text.isWellFormed() && !text.includes('\0') && text.length <= 2_000) assert.equal(stored, text);
      },
    ),
  );
});

test('a sound alert and memory stay unchanged; values that JSON or a calendar cannot express are brought into range', () => {
  const plant = bandsPlant();
  plant.scan(0, { oil: 60 });
  const alert = latest(plant);
  assert.deepEqual(storableAlert(alert), alert);
  assert.deepEqual(storableMemory(plant.memory), plant.memory);
  const odd = {
    ...alert,
    raisedAt: '+012026-01-01T00:00:00.000Z',
    probability: Infinity,
    recommendedAction: 'a\0b',
  };
  const stored = storableAlert(odd);
  assert.deepEqual(
    [stored?.raisedAt, stored?.probability, stored?.recommendedAction],
    ['9999-12-31T23:59:59.000Z', null, 'ab'],
  );
});

test('a refused change is reverted to the stored alert; an alert that was never stored is raised when its severity changes', () => {
  const plant = bandsPlant();
  plant.scan(0, { oil: 60 });
  const stored = latest(plant);
  plant.scan(1, { oil: 99 });
  revertAlert(plant.memory, latest(plant), stored);
  assert.deepEqual(latest(plant), stored);

  revertAlert(plant.memory, stored, null);
  assert.deepEqual(plant.memory.episodes, []);
  assert.deepEqual(plant.scan(2, { oil: 99 }), []);
  plant.scan(3, { oil: 60 });
  assert.deepEqual(state(latest(plant)), [true, false]);
});

test('an unreadable memory keeps its position in the streams where possible', () => {
  const plant = bandsPlant();
  plant.scan(0, { oil: 60 }, 7);
  const assetId = assetIdSchema.parse('line-1');
  const broken: unknown = { ...plant.memory, episodes: [{}] };
  assert.deepEqual(
    [salvagedMemory(assetId, broken).lastSequence, salvagedMemory(assetId, broken).episodes],
    [7, []],
  );
  for (const nothing of [null, 'text', { lastSequence: 'x' }])
    assert.equal(salvagedMemory(assetId, nothing).lastSequence, -1);
});
