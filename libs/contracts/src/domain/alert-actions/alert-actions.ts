import * as z from 'zod';
import { acknowledge } from './acknowledge.js';
import type { AlertActionDeclaration } from './define-alert-action.js';
import { dismiss } from './dismiss.js';
import { note } from './note.js';
import { resolve } from './resolve.js';

/**
 * All actions that people can take on an alert, by name. Routes, requests between services,
 * published changes and the names in the audit log follow from this table; `libs/alerts` holds the
 * transition of each action, and does not compile if one is missing.
 */
export const ALERT_ACTIONS = { acknowledge, resolve, dismiss, note } as const;

export type AlertActionName = keyof typeof ALERT_ACTIONS;
type Declared = (typeof ALERT_ACTIONS)[AlertActionName];
/** Actions that end the episode. */
export type EndingActionName = Exclude<Declared, { readonly ends: null }>['name'];

/** Every action as a list, in the order of the table. */
export const ALL_ALERT_ACTIONS = Object.values(ALERT_ACTIONS);

/** Names of the actions that end the episode. */
export const ENDING_ACTION_NAMES = ALL_ALERT_ACTIONS.flatMap((action) =>
  action.ends === null ? [] : [action.name],
);

/** An action on an alert, as a request between services. */
export const commandSchemaOf = <Action extends AlertActionDeclaration>(actions: readonly Action[]) =>
  z.discriminatedUnion('action', nonEmpty(actions.map((action): Action['command'] => action.command)));

/** Changes of alerts that the actions publish. */
export const changesOf = <Action extends AlertActionDeclaration>(
  actions: readonly Action[],
): NonNullable<Action['change']>[] => actions.flatMap(({ change }) => change ?? []);

export const alertActionSchema = commandSchemaOf(ALL_ALERT_ACTIONS);
export type AlertAction = z.infer<typeof alertActionSchema>;
/** The declaration of one action. */
export type AlertCommand<Name extends AlertActionName> = {
  [Each in Name]: z.infer<(typeof ALERT_ACTIONS)[Each]['command']> & { action: Each };
}[Name];

function nonEmpty<T>([first, ...others]: readonly T[]): [T, ...T[]] {
  if (first === undefined) throw new RangeError('A table of actions names at least one.');
  return [first, ...others];
}
