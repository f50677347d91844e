import { AppError } from '@eagle/contracts/domain';
import type { Page } from '@eagle/contracts/rest';
import { z } from 'zod';

/** Opaque text for the place after an item of a list; clients send it back unchanged. */
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
      'The cursor does not belong to this list: start again without it.',
      { errors: [{ pointer: '/cursor', detail: 'not a cursor of this list' }] },
      { cause },
    );
  }
}

/**
 * Cuts a page out of rows that were read with one extra row.
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
