import {
  alertOriginSchema,
  assetIdSchema,
  componentNameSchema,
  instantSchema,
  severitySchema,
} from '@eagle/contracts/domain';
import { z } from 'zod';
import { pageQuerySchema } from '../http/page.js';

const flag = z.enum(['true', 'false']).transform((text) => text === 'true');

/** Query of the alert lists. `from` and `to` bound `raisedAt`: from included, to excluded. */
export const alertQuerySchema = pageQuerySchema.extend({
  active: flag.optional(),
  acknowledged: flag.optional(),
  component: componentNameSchema.optional(),
  severity: severitySchema.optional(),
  origin: alertOriginSchema.optional(),
  asset: assetIdSchema.optional(),
  from: instantSchema.optional(),
  to: instantSchema.optional(),
});
export type AlertQuery = z.output<typeof alertQuerySchema>;

/** The same, where every alert has been predicted. */
export const predictiveAlertQuerySchema = alertQuerySchema.omit({ origin: true });

/** Place in the list: newest first, the id deciding between equal instants. */
export const alertPositionSchema = z.tuple([instantSchema, z.uuid()]);
export type AlertPosition = z.output<typeof alertPositionSchema>;
