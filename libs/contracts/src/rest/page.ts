import * as z from 'zod';
import { platformText, text } from '../domain/text.js';

export const PAGE_SIZE_MAX = 200;

/** Query of every list: how many entries, and from which one on. */
export const pageQuerySchema = z.object({
  limit: z.coerce.number().int().min(1).max(PAGE_SIZE_MAX).default(50),
  cursor: text(500).optional(),
});
export type PageQuery = z.output<typeof pageQuerySchema>;

/** A page of a list. `nextCursor` null: this is the last page. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: platformText.nullable() });
export interface Page<Item> {
  readonly items: Item[];
  readonly nextCursor: string | null;
}
