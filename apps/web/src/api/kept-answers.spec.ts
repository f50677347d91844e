import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { boundKeptAnswers, KEPT_ANSWERS_MAX } from './kept-answers.js';

const queries = new QueryClient();
boundKeptAnswers(queries.getQueryCache());
const keys = (): unknown[] =>
  queries
    .getQueryCache()
    .getAll()
    .map(({ queryKey: [key] }) => key);

/** @returns what leaves it. */
async function show(key: number): Promise<() => Promise<void>> {
  queries.setQueryData([key], 'what was read');
  const leave = new QueryObserver(queries, { queryKey: [key] }).subscribe(() => undefined);
  return async () => {
    leave();
    // The library tells of it in a turn of its own.
    await new Promise((resolve) => setTimeout(resolve, 0));
  };
}

describe('answers that nothing shows', () => {
  afterEach(() => queries.clear());

  test('are kept as far as they were shown last', async () => {
    const many = 3 * KEPT_ANSWERS_MAX;
    for (let key = 0; key < many; key += 1) await (await show(key))();
    expect(keys()).toEqual(Array.from({ length: KEPT_ANSWERS_MAX }, (_, i) => many - KEPT_ANSWERS_MAX + i));
  });

  test('never make room by one that is shown', async () => {
    const leave = await show(-1);
    for (let key = 0; key < 2 * KEPT_ANSWERS_MAX; key += 1) await (await show(key))();
    expect(keys()).toContain(-1);
    await leave();
    expect(keys()).toContain(-1);
  });
});
