import type { User } from '../api/index.js';
import type { Texts } from '../texts/index.js';
import { actionOf, type AuditEntry, subjectOf } from './audit-log.js';
import type { LogOf } from './use-audit.js';

/** People by their id. */
export type Actors = ReadonlyMap<string, User>;

/** What was done; an action of an earlier version keeps its raw name. */
export function actionText(action: string, t: Texts['t']): string {
  const known = actionOf(action);
  return known === null ? action : t(`audit.action.${known}`);
}

const callOf = ({ name, email }: User): string => (name === '' ? email : name);

/** Who did it. The log gives the address of its own people alone. */
export function whoText(
  { actorId, actorEmail }: Pick<AuditEntry, 'actorId' | 'actorEmail'>,
  of: LogOf,
  actors: Actors,
  t: Texts['t'],
): string {
  if (actorId === null) return t('audit.who.platform');
  const actor = actors.get(actorId);
  if (actor !== undefined) return callOf(actor);
  return actorEmail ?? t(of === 'organization' ? 'audit.who.super-admin' : 'audit.who.member');
}

/** What it was done to: `Model 1.4.0`, or the name of a person. */
export function subjectText(target: string, actors: Actors, t: Texts['t']): string {
  const subject = subjectOf(target);
  if (subject === null) return target;
  const { kind, id } = subject;
  const person = kind === 'user' ? actors.get(id) : undefined;
  if (person !== undefined) return callOf(person);
  const isSaid = kind === 'organization' || kind === 'sign-in' || id === 'unknown' || id === 'all';
  const word = t(`audit.subject.${kind}`);
  return isSaid ? word : `${word} ${id}`;
}
