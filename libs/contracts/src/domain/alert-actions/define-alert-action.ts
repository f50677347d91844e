import * as z from 'zod';
import { text } from '../text.js';

/** What a person says about an alert. */
export const alertNoteTextSchema = text(2_000);

/**
 * Revision of the alert that the person saw, if the client gives it: a decision is refused if the
 * alert has become worse since, or has a new cause.
 */
export const seenRevisionSchema = z.number().int().positive().optional();

/**
 * An action that a person can take on an alert, as the code outside the rule engine sees it. Its
 * transition is in `libs/alerts/src/actions`, under the same name.
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
  /**
   * Body of the route. The person's text is in the field `note` or `message`; it is kept as a note
   * of the alert.
   */
  readonly body: z.ZodType<object>;
  /** The action as a request between services: its name in `action`, and the fields of the body. */
  readonly command: z.ZodObject<{ readonly action: z.ZodLiteral<string> }>;
  /** Change of the alert that is published; null: it changes nothing. */
  readonly change: string | null;
  /** How the audit log names it. */
  readonly audit: `ALERT.${Uppercase<string>}`;
  /**
   * Whether the action ends the episode. `for-a-window`: a cause that still holds after a
   * deduplication window raises a new alert. `until-gone`: a cause that still holds stays silent
   * until it has gone. Null: the episode goes on.
   */
  readonly ends: 'for-a-window' | 'until-gone' | null;
}

type Declared = Omit<AlertActionDeclaration, 'command'>;

/**
 * Keeps the exact types, and builds the command from the fields.
 * @param fields of the body
 */
export const defineAlertAction = <const Fields extends z.ZodRawShape, const Action extends Declared>(
  fields: Fields,
  action: Action,
) => ({ ...action, command: z.object({ ...fields, action: z.literal<Action['name']>(action.name) }) });
