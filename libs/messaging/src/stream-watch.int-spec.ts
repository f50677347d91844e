import assert from 'node:assert/strict';
import { STREAMS } from '@eagle/contracts/bus';
import { bytes, eventually, newOrganization, testNats, type TestNats } from './bus.fixture.js';

describe('a watched stream in memory', () => {
  let nats: TestNats;
  beforeAll(async () => {
    nats = await testNats();
    await (await nats.connect()).keepStreams();
  });
  afterAll(() => nats.close());

  test('is created again after a restart of the server, and each watcher is notified once', async () => {
    const [first, second] = [await nats.connect(), await nats.connect()];
    const lost = { first: 0, second: 0 };
    await first.watchStream(STREAMS.features, () => void (lost.first += 1));
    await second.watchStream(STREAMS.features, () => void (lost.second += 1));
    const subject = STREAMS.features.subject(newOrganization());
    await first.publish(subject, 'a', bytes('a'));
    await nats.killAndRestart();
    await eventually(() => lost.first === 1 && lost.second === 1);
    assert.equal(await first.lastMessage(STREAMS.features, subject), null);
    // The old ids are lost with the messages: a message that is made again is stored again.
    const { duplicate } = await second.publish(subject, 'a', bytes('a'));
    assert.equal(duplicate, false);
    const message = await first.lastMessage(STREAMS.features, subject);
    assert.equal(message?.organizationId, subject.split('.')[1]);
    assert.deepEqual(lost, { first: 1, second: 1 });
  });

  test('does not notify a watcher that has stopped', async () => {
    const bus = await nats.connect();
    let lost = 0;
    const watch = await bus.watchStream(STREAMS.features, () => void (lost += 1));
    await watch.stop();
    let others = 0;
    await bus.watchStream(STREAMS.features, () => void (others += 1));
    await nats.killAndRestart();
    await eventually(() => others === 1);
    assert.equal(lost, 0);
  });
});
