import * as z from 'zod';
import { instantSchema, ruleIdSchema } from '../domain/ids.js';
import { route } from './route.js';

const DAY_MS = 86_400_000;
/** Every alert of the range is read to be counted. */
export const RULE_ALERTS_DAYS_MAX = 31;

/** `from` and `to` bound `raisedAt`: from included, to excluded. */
const ruleAlertsQuerySchema = z
  .object({ from: instantSchema, to: instantSchema })
  .refine(({ from, to }) => Date.parse(to) > Date.parse(from), {
    error: 'must lie after `from`',
    path: ['to'],
  })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= RULE_ALERTS_DAYS_MAX * DAY_MS, {
    error: `must lie at most ${RULE_ALERTS_DAYS_MAX} days after \`from\``,
    path: ['to'],
  });
export type RuleAlertsQuery = z.output<typeof ruleAlertsQuerySchema>;

export const ruleAlertCountSchema = z.object({
  /** Also a rule that was deleted since. */
  ruleId: ruleIdSchema,
  alerts: z.number().int().positive(),
  lastRaisedAt: instantSchema,
});
export type RuleAlertCount = z.infer<typeof ruleAlertCountSchema>;

export const ruleAlertsRoutes = {
  count: route({
    method: 'GET',
    path: '/api/v1/organizations/:organizationId/rules/alerts',
    access: 'members',
    tag: 'configuration',
    summary: 'How many alerts each rule took part in',
    description:
      'An alert counts for each rule among its causes; after it has cleared, these are its last causes. A rule without an alert in the range is left out.',
    query: ruleAlertsQuerySchema,
    status: 200,
    reply: z.object({ items: z.array(ruleAlertCountSchema) }),
  }),
} as const;
