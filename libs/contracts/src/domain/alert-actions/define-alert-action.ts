import * as z from 'zod';
import { text } from '../text.js';

/** What a person says about an alert. */
export const alertNoteTextSchema = text(2_000);

/**
 * Revision of the alert that the person saw, where the client says it: a decision is refused where the alert has become worse since, or something
 * was added to it.
 */
export const seenRevisionSchema = z.number().int().positive().optional();

/**
 * What a person can do to an alert, as everybody outside of the rule engine sees it. The transition itself is in `libs/alerts/src/actions`, under the
 * same name.
 */
export interface AlertActionDeclaration {
  /** Its stable name: in requests between services, and in the table. */
  readonly name: string;
  /** Last segment of `POST /api/v1/alerts/:alertId/…`. */
  readonly path: string;
  /** Who may do it. */
  readonly access: 'members' | 'admins';
  /** What it does, in one sentence, for the description of the interface. */
  readonly summary: string;
  /** Body of the route. What a person writes is in a field `note` or `message`; it is kept as a note of the alert. */
  readonly body: z.ZodType<object>;
  /** The same as a request between services: the name in `action`, and the fields of the body. */
  readonly command: z.ZodObject<{ readonly action: z.ZodLiteral<string> }>;
  /** Change of the alert that is published; null: it changes nothing. */
  readonly change: string | null;
  /** How the audit log names it. */
  readonly audit: `ALERT.${Uppercase<string>}`;
  /**
   * Whether it ends the episode. `for-a-window`: what still holds a deduplication window later raises an alert anew. `until-gone`: what still holds
   * stays silent until it is gone. Null: the episode goes on.
   */
  readonly ends: 'for-a-window' | 'until-gone' | null;
}

type Declared = Omit<AlertActionDeclaration, 'command'>;

/**
 * Keeps the exact types, and makes the command of the fields.
 * @param fields of the body
 */
export const defineAlertAction = <const Fields extends z.ZodRawShape, const Action extends Declared>(
  fields: Fields,
  action: Action,
) => ({ ...action, command: z.object({ ...fields, action: z.literal<Action['name']>(action.name) }) });
