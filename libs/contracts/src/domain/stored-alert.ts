import * as z from 'zod';
import type { AlertCause } from './alert-cause.js';
import { alertSchema, type Alert } from './alert.js';
import { platformText } from './text.js';

/** An alert as it was written down before causes kept facts: with two sentences in their place. It is read as one cause that was told. */
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

/** An alert as it lies in a store, whatever version wrote it. */
export const storedAlertSchema = z.union([alertSchema, formerAlertSchema]);
