import assert from 'node:assert/strict';
import fc from 'fast-check';
import { inSlices } from '../time-slices.js';
import { jsonSlices } from './json-slices.js';

/** Like the production parser, it refuses `__proto__`. */
function parse(text: string): unknown {
  return JSON.parse(text, (key, value: unknown) => {
    if (key === '__proto__') throw new SyntaxError('no such key');
    return value;
  });
}

function whole(text: string): { readonly value: unknown } | 'refused' {
  try {
    return { value: parse(text) };
  } catch {
    return 'refused';
  }
}

function sliced(text: string, pieceBytes: number): { readonly value: unknown } | 'refused' {
  const steps = jsonSlices(Buffer.from(text), parse, pieceBytes);
  try {
    for (;;) {
      const step = steps.next();
      if (step.done === true) return { value: step.value };
    }
  } catch {
    return 'refused';
  }
}

const spaced = fc.record({ value: fc.json({ maxDepth: 5 }), indent: fc.constantFrom(0, 1, '\t') });

test('the slices of a text give the result of JSON.parse', () => {
  fc.assert(
    fc.property(spaced, fc.integer({ min: 1, max: 60 }), ({ value, indent }, pieceBytes) => {
      const text = JSON.stringify(JSON.parse(value), null, indent);
      assert.deepEqual(sliced(text, pieceBytes), whole(text), text);
    }),
    { numRuns: 2_000 },
  );
});

test('the slices refuse every text that JSON.parse refuses', () => {
  const broken = fc
    .tuple(
      fc.json({ maxDepth: 4 }),
      fc.nat(),
      fc.constantFrom('', ',', ']', '}', '"', '{', '[', ':', '\\', ' ', '0', '\n'),
    )
    .map(([text, at, put]) => {
      const place = at % (text.length + 1);
      return text.slice(0, place) + put + text.slice(place + (at % 2));
    });
  let refused = 0;
  fc.assert(
    fc.property(broken, fc.integer({ min: 1, max: 40 }), (text, pieceBytes) => {
      const expected = whole(text);
      if (expected === 'refused') refused += 1;
      assert.deepEqual(sliced(text, pieceBytes), expected, text);
    }),
    { numRuns: 4_000 },
  );
  assert.ok(refused > 500, `only ${refused} were broken`);
});

test('the last of several members of one name counts, and a key that would replace a prototype is refused', () => {
  const long = 'x'.repeat(50);
  assert.deepEqual(sliced(`{"a":1,"b":["${long}"],"a":["${long}","${long}"],"b":2}`, 10), {
    value: { a: [long, long], b: 2 },
  });
  assert.equal(sliced(`{"a":1,"__proto__":{"long":["${long}","${long}"]}}`, 10), 'refused');
});

test('a body of seven megabytes is parsed while the event loop keeps turning', async () => {
  const row = {
    assetId: 'pump-1',
    features: Object.fromEntries(Array.from({ length: 180 }, (_, n) => [`feature_${n}`, n / 7])),
  };
  const bytes = Buffer.from(JSON.stringify({ rows: Array.from({ length: 1_000 }, () => row) }));
  let slices = 0;
  let isOver = false;
  const count = (): void => {
    slices += 1;
    if (!isOver) setImmediate(count);
  };
  setImmediate(count);
  const parsed = await inSlices(jsonSlices(bytes, JSON.parse));
  isOver = true;
  assert.deepEqual(parsed, JSON.parse(bytes.toString()));
  assert.ok(slices > 1, 'nobody else had a turn');
});
