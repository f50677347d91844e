import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { organizationIdSchema } from '@eagle/contracts/domain';
import { LeavingOrder } from './leaving-order.js';

const [a, b] = [organizationIdSchema.parse(randomUUID()), organizationIdSchema.parse(randomUUID())];

describe('the order of published predictions', () => {
  test('is that of the incoming frames, whichever is done first', async () => {
    const order = new LeavingOrder();
    const left: number[] = [];
    const places = [0, 1, 2].map(() => order.take(a));
    const leaving = places.map(async ({ turn, leave }, index) => {
      await turn;
      left.push(index);
      leave();
    });
    await Promise.all(leaving.reverse());
    assert.deepEqual(left, [0, 1, 2]);
  });

  test('skips a dropped frame, and is separate for each organization', async () => {
    const order = new LeavingOrder();
    const first = order.take(a);
    const second = order.take(a);
    await order.take(b).turn;
    let isSecondsTurn = false;
    const waiting = second.turn.then(() => (isSecondsTurn = true));
    await Promise.resolve();
    assert.equal(isSecondsTurn, false);
    first.leave();
    await waiting;
    second.leave();
    await order.take(a).turn;
  });
});
