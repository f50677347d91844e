import * as z from 'zod';
import type { AlertCause } from './alert-cause.js';
import { alertSchema, type Alert } from './alert.js';
import { platformText } from './text.js';

/**
 * An alert as an earlier version stored it: with two sentences in place of causes. It is read as
 * one cause of type `told`.
 */
export const formerAlertSchema = alertSchema
  .omit({ causes: true })
  .extend({ title: platformText, message: platformText })
  .transform(({ title, message, ...alert }): Alert => {
    const reported: AlertCause = {
      ruleId: null,
      severity: alert.severity,
      facts: { type: 'told', title, text: message, measured: null },
    };
    return { ...alert, causes: [reported] };
  });

/** A stored alert, of any version. */
export const storedAlertSchema = z.union([alertSchema, formerAlertSchema]);
