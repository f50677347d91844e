import { alertCauseSchema, severitySchema } from '@eagle/contracts/domain';
import { z } from 'zod';

/** One reason for which an alert is active: what is told of it, and what is needed to go on with it. */
const causeFields = alertCauseSchema.extend({
  kind: z.string(),
  /** A standing flag: shown, not announced. */
  held: z.boolean(),
  /** What to do about it. */
  action: z.string(),
  /** The worst severity at which a person acknowledged or ended it; null while nobody has. */
  seen: severitySchema.nullable().default(null),
});
export type Cause = z.infer<typeof causeFields>;

/** Memories of before hold sentences, and the numbers that they speak of. */
const formerCauseSchema = causeFields
  .omit({ facts: true })
  .extend({
    title: z.string(),
    text: z.string(),
    measured: z.object({ value: z.number(), setValue: z.number().nullable() }).nullable().default(null),
  })
  .transform(({ title, text, measured, ...cause }): Cause => ({
    ...cause,
    facts: { type: 'told', title, text, measured },
  }));

export const causeSchema = z.union([causeFields, formerCauseSchema]);
