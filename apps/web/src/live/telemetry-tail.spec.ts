import type { TailUpdate } from '@eagle/contracts/socket';
import { assetIdSchema, organizationIdSchema } from '@eagle/contracts/domain';
import { TelemetryTail, type TailWish } from './telemetry-tail.js';

class Line {
  connected = true;
  readonly sent: { readonly event: string; readonly content: object }[] = [];
  emit(event: string, content: object): void {
    this.sent.push({ event, content });
  }
}

const updateOf = (assetId: string, isInterrupted = false): TailUpdate => ({
  assetId: assetIdSchema.parse(assetId),
  cursor: 1,
  timesMs: [1],
  states: ['on'],
  columns: [],
  condensed: null,
  skippedUpdates: 0,
  isInterrupted,
});
const ORGANIZATION = organizationIdSchema.parse('7d0f4d4e-6a55-4d7e-9a4e-0c3f5e9c2a11');
const push = (...assets: TailUpdate[]) => ({ organizationId: ORGANIZATION, assets });

function tailOf() {
  const line = new Line();
  const seen: string[] = [];
  const wish: TailWish = {
    assetId: 'pump-1',
    tags: ['flow'],
    onRows: ({ timesMs }) => seen.push(`rows ${timesMs.length}`),
    onInterrupted: () => seen.push('interrupted'),
  };
  return { line, seen, wish, tail: new TelemetryTail(() => line) };
}
const SUBSCRIBED = { event: 'subscribe', content: { telemetry: { assetId: 'pump-1', tags: ['flow'] } } };

describe('the live tail of an asset', () => {
  test('gives the rows of the asset that is followed, and of no other', () => {
    const { line, seen, wish, tail } = tailOf();
    tail.follow(wish);
    tail.take(push(updateOf('pump-1'), updateOf('pump-2')));
    expect(line.sent).toEqual([SUBSCRIBED]);
    expect(seen).toEqual(['rows 1']);
  });

  test('after a reconnect it asks again, and says that rows may be missing', () => {
    const { line, seen, wish, tail } = tailOf();
    line.connected = false;
    tail.follow(wish);
    expect(line.sent).toEqual([]);
    line.connected = true;
    tail.connected();
    expect(line.sent).toEqual([SUBSCRIBED]);
    expect(seen).toEqual(['interrupted']);
  });

  test('lost rows are told before the rows that came', () => {
    const { seen, wish, tail } = tailOf();
    tail.follow(wish);
    tail.take(push(updateOf('pump-1', true)));
    expect(seen).toEqual(['interrupted', 'rows 1']);
  });

  test('a page that is left ends its own wish, not that of the page after it', () => {
    const { line, seen, wish, tail } = tailOf();
    tail.follow(wish);
    tail.follow({ ...wish });
    tail.leave(wish);
    tail.take(push(updateOf('pump-1')));
    expect(seen).toEqual(['rows 1']);
    expect(line.sent.some(({ event }) => event === 'unsubscribe')).toBe(false);
  });
});
