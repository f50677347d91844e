/** Largest page that the interface gives. */
const PAGE_SIZE = 200;

/** A page of a list. `nextCursor` null: it is the last one. */
interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

/** Which page a request asks for. */
export interface PageRequest {
  readonly limit: number;
  readonly cursor?: string;
}

/** Reads a list to its end. @throws what `readPage` throws */
export async function readPages<Item>(
  readPage: (request: PageRequest) => Promise<Page<Item>>,
): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<Item> = await readPage({
      limit: PAGE_SIZE,
      ...(cursor === null ? {} : { cursor }),
    });
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return items;
}
