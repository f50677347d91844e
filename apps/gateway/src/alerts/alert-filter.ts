import { instantSchema } from '@eagle/contracts/domain';
import { z } from 'zod';

/** Place in the list: newest first; the id orders equal instants. */
export const alertPositionSchema = z.tuple([instantSchema, z.uuid()]);
export type AlertPosition = z.output<typeof alertPositionSchema>;
