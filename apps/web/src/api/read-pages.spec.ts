import fc from 'fast-check';
import { readPages } from './read-pages.js';

describe('a list of pages', () => {
  test('is read to its end, each entry once and in its order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(fc.integer()), { minLength: 1 }), async (pages) => {
        const read = await readPages(async ({ cursor = '0' }) => {
          const at = Number(cursor);
          return { items: pages[at] ?? [], nextCursor: at + 1 < pages.length ? String(at + 1) : null };
        });
        expect(read).toEqual(pages.flat());
      }),
    );
  });

  test('that breaks off is no list', async () => {
    const broken = readPages(async ({ cursor }) => {
      if (cursor !== undefined) throw new Error('gone');
      return { items: [1], nextCursor: 'next' };
    });
    await expect(broken).rejects.toThrow('gone');
  });
});
