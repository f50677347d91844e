import { z } from 'zod';
import { feedStatusSchema } from './feed-status.js';
import { organizationIdSchema } from './ids.js';
import { servingStatusSchema, trainingStatusSchema } from './model.js';
import { text } from './text.js';

/**
 * Socket.IO namespace `/alerts`. In: `resume {cursor}`, `subscribe {predictions}`. Out: `position`, `alert` (AlertPush), `prediction`
 * (PredictionResult), `status`, `ended`. The connection carries `auth: {token, organizationId?, cursor?}`.
 */
export const ALERTS_NAMESPACE = '/alerts';

/** `auth` of the connection. `organizationId` is for super-admins; `cursor` resumes before anything live is sent. */
export const socketAuthSchema = z.object({
  token: text(4_096).min(1),
  organizationId: organizationIdSchema.optional(),
  cursor: z.number().int().min(0).optional(),
});

/** `resume`: send what followed `cursor`. 0 means from the oldest that is kept. */
export const socketResumeSchema = z.object({ cursor: z.number().int().min(0) });

/** Answer to `resume`. `complete` false: what followed the cursor is no longer kept whole; read `GET /alerts` once. */
export const socketResumedSchema = z.object({
  cursor: z.number().int().min(0),
  replayed: z.number().int().min(0),
  complete: z.boolean(),
});
export type SocketResumed = z.infer<typeof socketResumedSchema>;

export const socketSubscribeSchema = z.object({ predictions: z.boolean() });

/** `position`, first after the connection: the cursor of the newest alert event so far, for a client that has none. */
export const socketPositionSchema = z.object({ cursor: z.number().int().min(0) });

/** `status`: all that is known of an organization's feed and model, on connection and whenever one of them changes. */
export const statusPushSchema = z.object({
  organizationId: organizationIdSchema,
  feed: feedStatusSchema.nullable(),
  training: trainingStatusSchema.nullable(),
  serving: servingStatusSchema.nullable(),
});
export type StatusPush = z.infer<typeof statusPushSchema>;

/** `ended`, right before the server closes the socket. `slow`, `interrupted`, `stopping`: connect again and resume; the others: sign in again. */
export const socketEndedSchema = z.object({
  reason: z.enum(['slow', 'interrupted', 'token-expired', 'access-withdrawn', 'stopping']),
});
export type SocketEnded = z.infer<typeof socketEndedSchema>;
