import { platformText } from '@eagle/contracts/domain';
import { z } from 'zod';

/** The questions to the worker that judges passwords, and its answers. */
export const strengthQuestionSchema = z.object({
  id: z.number(),
  password: platformText,
  words: z.array(platformText),
});
export type StrengthQuestion = z.infer<typeof strengthQuestionSchema>;

export const strengthAnswerSchema = z.object({ id: z.number(), guessesLog10: z.number() });
export type StrengthAnswer = z.infer<typeof strengthAnswerSchema>;
