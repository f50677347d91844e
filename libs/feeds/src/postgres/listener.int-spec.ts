import assert from 'node:assert/strict';
import { eventually } from '@eagle/testing';
import { Listener } from './listener.js';
import { PostgresSession } from './postgres-session.js';
import { networks, openScada, type Scada } from './scada.fixture.js';
import { stallingProxy } from './stalling-proxy.fixture.js';

let scada: Scada;
beforeAll(async () => {
  scada = await openScada();
});
afterAll(() => scada.close());
const LATER = { deadlineMs: 30_000 };

describe('announcements of a source', () => {
  test('are reported as lost when nothing arrives, and are received again later', async () => {
    const proxy = await stallingProxy(scada.feed());
    let news = 0;
    const open = (): PostgresSession =>
      new PostgresSession({
        feed: scada.feed({ ...proxy.place, statementTimeoutMs: 500 }),
        password: scada.password,
        applicationName: 'listener-spec',
        networks,
        connectTimeoutMs: 1_000,
      });
    const listener = new Listener(open, 'plant_news', () => news++, 200);
    await listener.start();
    assert.equal(listener.state, 'heard');
    await scada.sql('NOTIFY plant_news');
    await eventually(() => assert.equal(news, 2), LATER);
    // The connection stays open and accepts data: only the missing proof shows the loss.
    proxy.hold(true);
    await eventually(() => assert.equal(listener.state, 'lost'), LATER);
    assert.match(listener.lostBecause ?? '', /has not answered for \d+ ms/);
    // The reader polls at once, as for an announcement.
    assert.equal(news, 3);
    proxy.hold(false);
    await eventually(() => assert.equal(listener.state, 'heard'), LATER);
    assert.equal(listener.lostBecause, null);
    const before = news;
    await scada.sql('NOTIFY plant_news');
    await eventually(() => assert.equal(news, before + 1), LATER);
    await listener.stop();
    proxy.close();
  });
});
