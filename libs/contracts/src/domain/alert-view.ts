import * as z from 'zod';
import { alertCauseSchema } from './alert-cause.js';
import { alertSchema } from './alert.js';
import { platformText } from './text.js';

/** A cause with the sentences rendered from its facts. */
export const alertCauseViewSchema = alertCauseSchema.extend({ title: platformText, text: platformText });
export type AlertCauseView = z.infer<typeof alertCauseViewSchema>;

/**
 * An alert as it is shown to people, over REST and Socket.IO: its facts, and the sentences rendered
 * from them (ADR 57).
 */
export const alertViewSchema = alertSchema.extend({
  causes: z.array(alertCauseViewSchema).min(1),
  /** Title of the weightiest cause. */
  title: platformText,
  /** The texts of the causes, one after the other. */
  message: platformText,
});
export type AlertView = z.infer<typeof alertViewSchema>;
