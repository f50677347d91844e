import type { AlertActionName, AlertCommand } from '@eagle/contracts/domain';
import { acknowledge } from './acknowledge.js';
import { dismiss } from './dismiss.js';
import { note } from './note.js';
import { resolve } from './resolve.js';
import type { ActionRow } from './transition.js';

/** Every action on an alert with its transition: one for each action of the contracts. */
export const ACTIONS: { readonly [Name in AlertActionName]: ActionRow<AlertCommand<Name>> } = {
  acknowledge,
  resolve,
  dismiss,
  note,
};
