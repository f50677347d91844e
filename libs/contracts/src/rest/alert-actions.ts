import { ALERT_ACTIONS } from '../domain/alert-actions/alert-actions.js';
import type { AlertActionDeclaration } from '../domain/alert-actions/define-alert-action.js';
import { alertViewSchema } from '../domain/alert-view.js';
import type { AppErrorCode } from '../domain/errors/catalogue.js';
import { alertIdSchema } from '../domain/ids.js';

/** The route of one action: its path, who may use it, and its body. */
export interface AlertActionRoute<Action extends AlertActionDeclaration> {
  readonly method: 'POST';
  readonly path: `/api/v1/alerts/:alertId/${Action['path']}`;
  readonly access: Action['access'];
  readonly tag: 'alerts';
  readonly summary: string;
  readonly body: Action['body'];
  readonly params: { readonly alertId: typeof alertIdSchema };
  readonly status: 200;
  readonly reply: typeof alertViewSchema;
  readonly errors: readonly AppErrorCode[];
}

type AlertActionRoutes<Table extends Readonly<Record<string, AlertActionDeclaration>>> = {
  readonly [Name in keyof Table]: AlertActionRoute<Table[Name]>;
};

/** Declares the REST route of an action. */
export const alertActionRoute = <const Action extends AlertActionDeclaration>({
  path,
  access,
  summary,
  body,
}: Action): AlertActionRoute<Action> => ({
  method: 'POST',
  path: `/api/v1/alerts/:alertId/${path}`,
  access,
  tag: 'alerts',
  summary,
  body,
  params: { alertId: alertIdSchema },
  status: 200,
  reply: alertViewSchema,
  errors: ['ALERT.NOT_FOUND', 'ALERTING.ALERT_ENDED', 'ALERTING.ALERT_CHANGED', 'RPC.NO_RESPONDER'],
});

/** The routes of a table of actions, under the names of the actions. */
export function alertActionRoutesOf<const Table extends Readonly<Record<string, AlertActionDeclaration>>>(
  actions: Table,
): AlertActionRoutes<Table> {
  const routes = Object.entries(actions).map(([name, action]) => [name, alertActionRoute(action)]);
  // The compiler does not follow `Object.entries`, which keeps each name with the route of its
  // action.
  return Object.fromEntries(routes) as AlertActionRoutes<Table>;
}

export const alertActionRoutes = alertActionRoutesOf(ALERT_ACTIONS);
