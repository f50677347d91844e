import assert from 'node:assert/strict';
import { type SocketCursor, socketCursorSchema, socketResumedSchema } from '@eagle/contracts/socket';
import { AlertPlace } from './alert-place.js';

const at = (cursor: number, stream = 'old'): SocketCursor => socketCursorSchema.parse({ cursor, stream });
const resumed = (place: SocketCursor, complete: boolean) =>
  socketResumedSchema.parse({ ...place, replayed: 0, complete });

describe('the place of a client in the alert stream', () => {
  test('is that of the server when it first connects, and moves with every change', () => {
    const place = new AlertPlace();
    assert.equal(place.resumeFrom, null);
    place.position(at(7));
    assert.ok(place.alert(9));
    assert.ok(!place.alert(9), 'each change once');
    assert.deepEqual(place.resumeFrom, at(9));
  });

  test('is not that of the server after a reconnect, before the missed changes have come', () => {
    const place = new AlertPlace();
    place.position(at(7));
    place.position(at(20));
    assert.deepEqual(place.resumeFrom, at(7));
  });

  test('keeps the name of the former stream until the server has reported another one', () => {
    const place = new AlertPlace();
    place.position(at(7));
    // It reconnects; the connection breaks off before `resumed` came.
    place.position(at(30, 'new'));
    place.alert(31);
    assert.deepEqual(place.resumeFrom, at(31), 'reported as one of another stream, at the next connection');
    assert.equal(place.resumed(resumed(at(31, 'new'), false)), true);
    assert.deepEqual(place.resumeFrom, at(31, 'new'));
  });

  test('is set back where the new stream is shorter, and asks for the active alerts', () => {
    const place = new AlertPlace();
    place.position(at(1_000));
    assert.equal(place.resumed(resumed(at(3, 'new'), false)), true);
    assert.ok(place.alert(4));
    assert.deepEqual(place.resumeFrom, at(4, 'new'));
  });

  test('moves on where everything came, and never back', () => {
    const place = new AlertPlace();
    place.position(at(7));
    place.alert(12);
    assert.equal(place.resumed(resumed(at(10), true)), false);
    assert.deepEqual(place.resumeFrom, at(12));
  });
});
