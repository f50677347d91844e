import * as z from 'zod';
import { alertViewSchema } from '../domain/alert-view.js';
import { alertChangeSchema } from '../domain/alert.js';
import { feedStatusSchema } from '../domain/feed-status.js';
import { instantSchema, organizationIdSchema, streamIncarnationSchema } from '../domain/ids.js';
import { servingStatusSchema } from '../domain/serving-status.js';
import { trainingStatusSchema } from '../domain/training-status.js';
import { text } from '../domain/text.js';
import { tailBegunSchema, tailWantedSchema } from './telemetry-tail.js';

/**
 * Socket.IO namespace `/alerts`. In: `resume {cursor, stream?}`, `subscribe {predictions?,
 * telemetry?}`, `unsubscribe {telemetry}`. Out: `position`, `resumed`, `alert` (AlertPush),
 * `caught-up`, `prediction` (PredictionResult), `telemetry`, `telemetry-ended`, `status`, `ended`.
 * The connection carries `auth: {token, organizationId?, cursor?, stream?}`.
 */
export const ALERTS_NAMESPACE = '/alerts';

/**
 * What the socket sends as `alert`. `cursor` is the stream sequence: give it back in `resume`, with
 * the `stream` of `position`, to get all that follows, in order, once. `past`: the change is late
 * and nobody needs to be woken for it. `caught-up` lists the alerts that still stand; a replay
 * marks only changes of alerts that are over.
 */
export const alertPushSchema = z.object({
  cursor: z.number().int().positive(),
  organizationId: organizationIdSchema,
  change: alertChangeSchema,
  alert: alertViewSchema,
  past: z.literal(true).optional(),
});
export type AlertPush = z.infer<typeof alertPushSchema>;

/**
 * A place in the alert stream. `stream` names the stream in which `cursor` counts: the message
 * store can start again, and then counts from 1. A client keeps both together as `position` or
 * `resumed` gave them; each `alert` advances its `cursor`. Without `stream`, a cursor that a new
 * stream has already passed is taken as a cursor of that stream.
 */
export const socketCursorSchema = z.object({
  cursor: z.number().int().min(0),
  stream: streamIncarnationSchema.optional(),
});
export type SocketCursor = z.infer<typeof socketCursorSchema>;

/**
 * `auth` of the connection. `organizationId` is for super-admins; `cursor` resumes before anything
 * live is sent.
 */
export const socketAuthSchema = socketCursorSchema.partial().extend({
  token: text(4_096).min(1),
  organizationId: organizationIdSchema.optional(),
});

/** `resume`: send the events after `cursor`. 0 means from the oldest stored event. */
export const socketResumeSchema = socketCursorSchema;

/**
 * Answer to `resume`; sent as `resumed` where the cursor came with the connection. `complete`
 * false: some events after the cursor are no longer stored, or the cursor is not of this stream.
 * Then read `GET /alerts` once and continue from this `cursor` and `stream`.
 */
export const socketResumedSchema = socketCursorSchema.extend({
  replayed: z.number().int().min(0),
  complete: z.boolean(),
  /**
   * Replayed alerts that were raised and ended meanwhile; each of their changes is marked `past`.
   */
  pastAlerts: z.number().int().min(0).default(0),
});
export type SocketResumed = z.infer<typeof socketResumedSchema>;

/** Standing alerts that `caught-up` carries; more are only counted. */
export const CAUGHT_UP_STANDING_MAX = 50;

/**
 * `caught-up`: the platform was behind and sent its late changes as `past`. This message sums them
 * up once. `standing` are the alerts among them that still stand: a client that wakes people does
 * so now, once.
 */
export const socketCaughtUpSchema = z.object({
  organizationId: organizationIdSchema,
  /** Event times of the first and the last late change. */
  from: instantSchema,
  to: instantSchema,
  /** Alerts that were raised late and are over. */
  pastAlerts: z.number().int().min(0),
  /** Alerts that were raised late and stand; `standing` holds the worst of them, worst first. */
  standingAlerts: z.number().int().min(0),
  standing: z.array(alertViewSchema).max(CAUGHT_UP_STANDING_MAX),
});
export type SocketCaughtUp = z.infer<typeof socketCaughtUpSchema>;

export const socketSubscribeSchema = z
  .object({ predictions: z.boolean().optional(), telemetry: tailWantedSchema.optional() })
  .refine(({ predictions, telemetry }) => predictions !== undefined || telemetry !== undefined, {
    error: 'give `predictions` or `telemetry`',
  });

/** Answer to `subscribe`. */
export const socketSubscribedSchema = z.object({
  /** Whether predictions are sent. */
  predictions: z.boolean(),
  telemetry: tailBegunSchema.optional(),
});
export type SocketSubscribed = z.infer<typeof socketSubscribedSchema>;

/**
 * `position`, first after the connection: the place of the newest alert event so far, for a client
 * that has none.
 */
export const socketPositionSchema = socketCursorSchema;

/**
 * `status`: the state of an organization's feed and model, on connection and whenever one of them
 * changes.
 */
export const statusPushSchema = z.object({
  organizationId: organizationIdSchema,
  feed: feedStatusSchema.nullable(),
  training: trainingStatusSchema.nullable(),
  serving: servingStatusSchema.nullable(),
});
export type StatusPush = z.infer<typeof statusPushSchema>;

/**
 * `ended`, right before the server closes the socket. `slow`, `interrupted`, `stopping`: connect
 * again and resume; the others: sign in again. For a super-admin the others also say that the hour
 * within the organization is over, or was ended: enter it again.
 */
export const socketEndedSchema = z.object({
  reason: z.enum(['slow', 'interrupted', 'token-expired', 'access-withdrawn', 'stopping']),
});
export type SocketEnded = z.infer<typeof socketEndedSchema>;
