import assert from 'node:assert/strict';
import { BytesInFlight } from './bytes-in-flight.js';

const bounds = { bytesMax: 100, bytesOfOneMax: 60, waitMsMax: 60_000 };

test('bodies beyond the bound of one organization wait, and bodies of others do not', async () => {
  const inFlight = new BytesInFlight(bounds);
  const first = await inFlight.take('north', 60);
  let isAdmitted = false;
  const second = inFlight.take('north', 40).then((giveBack) => {
    isAdmitted = true;
    return giveBack;
  });
  (await inFlight.take('south', 40))();
  assert.equal(isAdmitted, false);
  first();
  (await second)();
  assert.equal(inFlight.bytes, 0);
});

test('bodies beyond the bound of all wait until any other ends', async () => {
  const inFlight = new BytesInFlight(bounds);
  const [north, south] = await Promise.all([inFlight.take('north', 50), inFlight.take('south', 50)]);
  const third = inFlight.take('east', 30);
  assert.equal(inFlight.bytes, 100);
  south();
  south();
  (await third)();
  north();
  assert.equal(inFlight.bytes, 0);
});

test('a body that waited too long is refused and takes no room', async () => {
  const inFlight = new BytesInFlight({ ...bounds, waitMsMax: 1 });
  const giveBack = await inFlight.take('north', 60);
  await assert.rejects(inFlight.take('north', 1), { code: 'BODY.TOO_MANY_AT_ONCE', kind: 'exhausted' });
  giveBack();
  assert.equal(inFlight.bytes, 0);
});
