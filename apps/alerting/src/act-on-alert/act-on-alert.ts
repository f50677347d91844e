import { clockOf, decideAction } from '@eagle/alerts';
import {
  AppError,
  type Alert,
  type AlertAction,
  type AlertId,
  type OrganizationId,
  type UserId,
} from '@eagle/contracts/domain';
import { correlationId } from '@eagle/messaging';
import type { AlertNote, AlertStore, PersonalAction } from '../alert-store.js';
import type { OrganizationState } from '../organization/organization-state.js';
import type { OrganizationWriter } from '../organization/organization-writer.js';

export interface ActOnAlert {
  readonly organizationId: OrganizationId;
  readonly alertId: AlertId;
  readonly userId: UserId;
  readonly action: AlertAction;
}

/**
 * Carries out what a person does to an alert. The organization's one writer writes it, like every
 * other change, and audits it with the change.
 * @returns the alert once it is committed
 * @throws AppError `ALERT.NOT_FOUND` (not-found), `ALERTING.ALERT_ENDED` (conflict),
 * `ALERTING.REFUSED` (invalid)
 */
export async function actOnAlert(
  command: ActOnAlert,
  state: OrganizationState,
  writer: OrganizationWriter,
  store: AlertStore,
  newNoteId: () => string,
): Promise<Alert> {
  const alert = remembered(state, command.alertId) ?? (await stored(command, writer, store));
  const memory = state.memories.get(alert.assetId) ?? null;
  const actedAtMs = state.outside.now();
  // The timers of an alert run on event time. An asset that never sent a row has only the wall
  // clock.
  const atMs = (memory === null ? null : clockOf(memory)) ?? actedAtMs;
  const { changes } = decideAction(memory, remembered(state, command.alertId) ?? alert, state.program, {
    action: command.action,
    userId: command.userId,
    atMs,
    actedAtMs,
  });
  if (memory !== null && changes.length > 0) state.moved.add(memory.assetId);
  const note = noteOf(command, newNoteId());
  const after = changes.at(-1)?.alert ?? remembered(state, command.alertId) ?? alert;
  const done = doneBy(command, changes.length > 0, after, note);
  await writer.writeThrough(changes, note === null ? [] : [note], done === null ? [] : [done]);
  return after;
}

/** The action for the audit log; null where nothing changed because somebody else was faster. */
function doneBy(
  { userId, action }: ActOnAlert,
  isChanged: boolean,
  { id: alertId, revision }: Alert,
  note: AlertNote | null,
): PersonalAction | null {
  if (!isChanged && note === null) return null;
  const by = { actorId: userId, correlationId: correlationId() ?? null };
  return { alertId, action: isChanged ? action.action : 'note', revision, noteId: note?.noteId ?? null, by };
}

function remembered(state: OrganizationState, alertId: AlertId): Alert | null {
  for (const { episodes } of state.memories.values()) {
    for (const { alert } of episodes) if (alert.id === alertId) return alert;
  }
  return null;
}

async function stored(
  { organizationId, alertId }: ActOnAlert,
  writer: OrganizationWriter,
  store: AlertStore,
): Promise<Alert> {
  // A decision of a moment ago must be in the database before the alert is read from there.
  await writer.settled();
  const alert = await store.findAlert(organizationId, alertId);
  if (alert !== null) return alert;
  throw new AppError('ALERT.NOT_FOUND', 'There is no such alert.', { alertId });
}

/** The text that the person wrote; empty where there is none. */
function noteOf({ alertId, userId, action }: ActOnAlert, noteId: string): AlertNote | null {
  const text = ('note' in action ? action.note : 'message' in action ? action.message : undefined) ?? '';
  return text === '' ? null : { noteId, alertId, userId, text };
}
