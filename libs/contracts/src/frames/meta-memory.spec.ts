import assert from 'node:assert/strict';
import { AppError } from '../domain/errors/app-error.js';
import { EncodedMetas, encodeFrame, encodeMeta, FrameReader, MetaMemory } from './columns.js';

const textOf = (meta: unknown): string =>
  FrameReader.open(encodeFrame(1, 0, encodeMeta(meta), []), 1).metaText;

describe('the memory of checked metas', () => {
  test('checks each text once and distinguishes different texts', () => {
    const checked: unknown[] = [];
    const metas = new MetaMemory((meta) => {
      checked.push(meta);
      return JSON.stringify(meta);
    });
    assert.equal(metas.of(textOf({ a: 1 })), '{"a":1}');
    assert.equal(metas.of(textOf({ a: 1 })), '{"a":1}');
    assert.equal(metas.of(textOf({ a: 2 })), '{"a":2}');
    assert.equal(checked.length, 2);
  });

  test('refuses a wrong meta each time it comes', () => {
    const metas = new MetaMemory(() => {
      throw new RangeError('wrong');
    });
    assert.throws(() => metas.of(textOf({})), RangeError);
    assert.throws(() => metas.of(textOf({})), RangeError);
  });

  test('checks long metas again each time, because they differ from frame to frame', () => {
    let checks = 0;
    const metas = new MetaMemory(() => (checks += 1));
    const long = { text: 'x'.repeat(10_000) };
    assert.equal(metas.of(textOf(long)), 1);
    assert.equal(metas.of(textOf(long)), 2);
  });

  test('refuses text that is not JSON', () => {
    const frame = encodeFrame(1, 0, encodeMeta({ a: 1 }), []);
    frame[16] = 'x'.charCodeAt(0);
    const metas = new MetaMemory((meta) => meta);
    assert.throws(
      () => metas.of(FrameReader.open(frame, 1).metaText),
      (error) => error instanceof AppError && error.code === 'FRAME.UNREADABLE',
    );
  });
});

describe('the memory of written metas', () => {
  test('encodes a meta again when any value differs, and keeps the metas of different senders apart', () => {
    const metas = new EncodedMetas<{ names: string[]; version: string }>();
    const names = ['a'];
    const first = metas.of('one', { names, version: '1' });
    assert.equal(metas.of('one', { names, version: '1' }), first);
    assert.deepEqual(metas.of('two', { names, version: '2' }), encodeMeta({ names, version: '2' }));
    assert.equal(metas.of('one', { names, version: '1' }), first);
    assert.deepEqual(metas.of('one', { names, version: '2' }), encodeMeta({ names, version: '2' }));
    assert.deepEqual(
      metas.of('one', { names: ['b'], version: '2' }),
      encodeMeta({ names: ['b'], version: '2' }),
    );
  });
});
