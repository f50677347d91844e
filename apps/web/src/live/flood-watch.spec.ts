import { alertOf, NOW } from './alert.fixture.js';
import { FakeTime } from './fake-time.fixture.js';
import { FLOOD_WINDOW_MS } from './flood.js';
import { FloodWatch } from './flood-watch.js';

const alertsUpTo = (count: number, atMs: number) =>
  new Map(
    Array.from({ length: count }, (_, index) => {
      const alert = alertOf({ id: `alert-${index}`, raisedAt: new Date(atMs).toISOString() });
      return [alert.id, alert];
    }),
  );

function watching() {
  const time = new FakeTime(NOW);
  const watch = new FloodWatch(time);
  let told = 0;
  watch.listen(() => (told += 1));
  return { time, watch, told: () => told };
}

test('a flood is noticed within a second, and its end without another alert', () => {
  const { time, watch } = watching();
  watch.take(alertsUpTo(3, NOW));
  watch.take(alertsUpTo(11, NOW));
  expect(watch.get()).toBeNull();
  time.move(1_000);
  expect(watch.get()?.raised.size).toBe(11);
  time.move(FLOOD_WINDOW_MS);
  expect(watch.get()).toBeNull();
});

test('without a flood nobody is told, and the watch rests', () => {
  const { time, watch, told } = watching();
  watch.take(alertsUpTo(3, NOW));
  time.move(5_000);
  watch.take(alertsUpTo(4, NOW));
  watch.close();
  expect(told()).toBe(0);
});
