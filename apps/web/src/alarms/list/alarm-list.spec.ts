import type { Alert } from '../../api/index.js';
import { alertOf, minutesAgo, NOW } from '../../live/alert.fixture.js';
import { FakeTime } from '../../live/fake-time.fixture.js';
import { AlarmList } from './alarm-list.js';
import { NO_FILTER } from './alert-filter.js';

const mapOf = (...alerts: readonly Alert[]): ReadonlyMap<string, Alert> =>
  new Map(alerts.map((alert) => [alert.id, alert]));
const oil = alertOf({ id: 'oil' });
const heater = alertOf({ id: 'heater', severity: 'critical' });
const fan = alertOf({ id: 'fan', severity: 'high', assetId: 'line-2' });

function listOf(...alerts: readonly Alert[]) {
  const time = new FakeTime(NOW);
  const list = new AlarmList(time);
  list.take(mapOf(...alerts));
  const ids = (): string[] => list.get().rows.map(({ alert }) => alert.id);
  return { time, list, ids };
}

describe('the list', () => {
  test('lets new alerts wait while the pointer is over it, and shows them 10 s after the last movement', () => {
    const { time, list, ids } = listOf(oil);
    list.touch({ isPointerOver: true });
    time.move(1_000);
    list.take(mapOf(oil, heater));
    expect([ids(), list.get().waiting.map(({ id }) => id)]).toEqual([['oil'], ['heater']]);
    time.move(5_000);
    list.touch();
    time.move(9_999);
    expect(ids()).toEqual(['oil']);
    time.move(1);
    expect([ids(), list.get().waiting]).toEqual([['heater', 'oil'], []]);
  });

  test('lets nothing wait for the hand while the list itself is still read', () => {
    const { time, list, ids } = listOf(oil);
    list.touch({ isPointerOver: true });
    time.move(200);
    list.take(mapOf(oil, heater), false);
    expect([ids(), list.get().waiting]).toEqual([['heater', 'oil'], []]);
    time.move(200);
    list.take(mapOf(oil, heater, fan), true);
    expect([ids(), list.get().waiting]).toEqual([['heater', 'oil'], [fan]]);
  });

  test('shows at once what waits when the person asks, or when the hand leaves', () => {
    const { time, list, ids } = listOf(oil);
    list.touch({ isScrolled: true });
    time.move(200);
    list.take(mapOf(oil, heater));
    list.showWaiting();
    expect(ids()).toEqual(['heater', 'oil']);
    time.move(200);
    list.take(mapOf(oil, heater, fan));
    expect(ids()).toEqual(['heater', 'oil']);
    list.touch({ isScrolled: false });
    expect(ids()).toEqual(['heater', 'fan', 'oil']);
  });

  test('counts do not wait for the hand', () => {
    const { time, list } = listOf(oil);
    list.touch({ hasFocus: true });
    time.move(200);
    list.take(mapOf(oil, heater));
    expect(list.get().counts.unacknowledged).toBe(2);
  });

  test('takes a row out 3 s after its alert has ended', () => {
    const { time, list, ids } = listOf(oil, heater);
    time.move(200);
    list.take(mapOf(oil));
    expect(ids()).toEqual(['heater', 'oil']);
    time.move(2_999);
    expect(ids()).toEqual(['heater', 'oil']);
    time.move(1);
    expect(ids()).toEqual(['oil']);
  });

  test('keeps a row that ends under the hand, at its place', () => {
    const { time, list, ids } = listOf(oil, heater);
    list.touch({ isPointerOver: true });
    time.move(200);
    list.take(mapOf(oil));
    time.move(9_000);
    expect(ids()).toEqual(['heater', 'oil']);
    list.touch({ isPointerOver: false });
    expect(ids()).toEqual(['oil']);
  });

  test('draws a burst of changes once in 100 ms, and ends with the last of them', () => {
    const { time, list } = listOf(oil);
    let drawings = 0;
    list.listen(() => (drawings += 1));
    for (let change = 1; change <= 200; change += 1) {
      time.move(5);
      list.take(mapOf(alertOf({ id: 'oil', revision: change, raisedAt: minutesAgo(5) })));
    }
    time.move(100);
    expect(drawings).toBeLessThanOrEqual(11);
    expect(list.get().rows[0]?.alert.revision).toBe(200);
  });

  test('a filter hides rows at once, also under the hand, and says how many', () => {
    const { list, ids } = listOf(oil, heater, fan);
    list.touch({ isPointerOver: true });
    list.show('active', { ...NO_FILTER, assets: ['line-2'] });
    expect([ids(), list.get().matching, list.get().inView]).toEqual([['fan'], 1, 3]);
  });

  test('asks for no timer once it is closed', () => {
    const { time, list, ids } = listOf(oil, heater);
    time.move(200);
    list.take(mapOf(oil));
    list.close();
    time.move(60_000);
    expect(ids()).toEqual(['heater', 'oil']);
  });
});
