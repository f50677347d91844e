import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PortReservations } from './port-reservations.js';
import { assignPorts } from './ports.js';
import { StateFolder } from './state-folder.js';

const parent = mkdtempSync(path.join(tmpdir(), 'eagle-ports-'));
afterAll(() => rmSync(parent, { recursive: true, force: true }));
const reserved = path.join(parent, 'reserved');
const NAMES = ['gateway-0', 'nats', 'prediction-0'];

describe('ports', () => {
  test('of two platforms that start at once differ, though none listens yet', async () => {
    const first = new PortReservations(reserved);
    const second = new PortReservations(reserved);
    const a = await assignPorts(StateFolder.take(path.join(parent, 'a'), { fresh: false }), NAMES, first);
    const b = await assignPorts(StateFolder.take(path.join(parent, 'b'), { fresh: false }), NAMES, second);
    assert.equal(new Set([...Object.values(a), ...Object.values(b)]).size, 2 * NAMES.length);
    first.release();
    second.release();
  });

  test('are the same at the next start', async () => {
    const state = StateFolder.take(path.join(parent, 'c'), { fresh: false });
    const reservations = new PortReservations(reserved);
    const first = await assignPorts(state, NAMES, reservations);
    reservations.release();
    assert.deepEqual(await assignPorts(state, NAMES, reservations), first);
    reservations.release();
  });
});
