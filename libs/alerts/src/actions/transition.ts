import type {
  Alert,
  AlertActionDeclaration,
  AlertChange,
  EndingActionName,
  UserId,
} from '@eagle/contracts/domain';

/** The phase of an alert for people. `ended`: a person resolved or dismissed it. */
export type AlertPhase = 'unacknowledged' | 'acknowledged' | 'ended';

export const phaseOf = ({ resolvedAt, state }: Alert): AlertPhase => {
  if (resolvedAt !== null) return 'ended';
  return state.acknowledged ? 'acknowledged' : 'unacknowledged';
};

/** Who acts, and when. */
export interface Actor {
  readonly userId: UserId;
  /** Wall time of the action. */
  readonly at: string;
  /** The asset's newest event time at the action. */
  readonly eventAt: string;
}

/**
 * The effect of one action on an alert. Pure: it takes the present alert and returns the changed
 * fields.
 */
export interface Transition<Command> {
  /**
   * Phases in which the action has an effect. An ended alert refuses it; in any other phase it
   * changes nothing.
   */
  readonly from: readonly AlertPhase[];
  readonly to: (alert: Alert, command: Command, actor: Actor) => Partial<Alert>;
}

/** One row of the table: the declaration of the action, and its transition. */
export type ActionRow<Command> = Transition<Command> & { readonly change: AlertChange | null } & (
    | { readonly ends: null }
    | { readonly ends: NonNullable<AlertActionDeclaration['ends']>; readonly name: EndingActionName }
  );

/** A person who acts on an alert has seen it. The alert keeps the first one. */
export const seenBy = (alert: Alert, { userId, at }: Actor) => ({
  acknowledgedAt: alert.acknowledgedAt ?? at,
  acknowledgedBy: alert.acknowledgedBy ?? userId,
});

/** Ends the episode, in the name of the person who acts. */
export const endedBy = (alert: Alert, message: string | undefined, actor: Actor): Partial<Alert> => ({
  ...seenBy(alert, actor),
  resolvedAt: actor.at,
  clearedAt: alert.clearedAt ?? actor.eventAt,
  resolution: message ?? null,
  state: { ...alert.state, active: false, acknowledged: true },
});
