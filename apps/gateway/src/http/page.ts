import { AppError, text, platformText } from '@eagle/contracts/domain';
import { z } from 'zod';

export const PAGE_SIZE_MAX = 200;

/** Query of every list: how many, and from where on. */
export const pageQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(PAGE_SIZE_MAX).default(50),
  cursor: text(500).optional(),
});
export type PageQuery = z.infer<typeof pageQuerySchema>;

/** A page of a list. `nextCursor` null: there is no more. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: platformText.nullable() });
export interface Page<Item> {
  readonly items: Item[];
  readonly nextCursor: string | null;
}

/** Opaque text for the place after an item of a list; clients hand it back as it is. */
export function encodeCursor(position: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** @throws AppError `REQUEST.CURSOR_UNREADABLE` when it is not a cursor of this list. */
export function decodeCursor<Position extends z.ZodType>(
  cursor: string,
  position: Position,
): z.infer<Position> {
  try {
    return position.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch (cause) {
    throw new AppError(
      'REQUEST.CURSOR_UNREADABLE',
      'invalid',
      'The cursor is not one of this list: start again without it.',
      { errors: [{ pointer: '/cursor', detail: 'not a cursor of this list' }] },
      { cause },
    );
  }
}

/**
 * Cuts a page out of rows that were read with one more than asked for.
 * @param rows  At most `limit + 1`, in the order of the list.
 */
export function cutPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  itemOf: (row: Row) => Item,
  positionOf: (row: Row) => readonly (string | number)[],
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const isMore = rows.length > limit && last !== undefined;
  return { items: shown.map(itemOf), nextCursor: isMore ? encodeCursor(positionOf(last)) : null };
}
