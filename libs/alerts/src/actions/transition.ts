import type {
  Alert,
  AlertActionDeclaration,
  AlertChange,
  EndingActionName,
  UserId,
} from '@eagle/contracts/domain';

/** Where an alert stands for people. `ended`: a person resolved or dismissed it. */
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
  /** Event time that the asset had reached by then. */
  readonly eventAt: string;
}

/** What one action does to an alert. Pure: the alert as it is goes in, what is different afterwards comes out. */
export interface Transition<Command> {
  /** Phases in which it does something. An alert that has ended refuses it; in another phase nothing is left to do. */
  readonly from: readonly AlertPhase[];
  readonly to: (alert: Alert, command: Command, actor: Actor) => Partial<Alert>;
}

/** One row of the table: what everybody knows of the action, and what it does. */
export type ActionRow<Command> = Transition<Command> & { readonly change: AlertChange | null } & (
    | { readonly ends: null }
    | { readonly ends: NonNullable<AlertActionDeclaration['ends']>; readonly name: EndingActionName }
  );

/** Whoever acts on an alert has seen it. The first who did is kept. */
export const seenBy = (alert: Alert, { userId, at }: Actor) => ({
  acknowledgedAt: alert.acknowledgedAt ?? at,
  acknowledgedBy: alert.acknowledgedBy ?? userId,
});

/** The episode is over, for the person who says so. */
export const endedBy = (alert: Alert, message: string | undefined, actor: Actor): Partial<Alert> => ({
  ...seenBy(alert, actor),
  resolvedAt: actor.at,
  clearedAt: alert.clearedAt ?? actor.eventAt,
  resolution: message ?? null,
  state: { ...alert.state, active: false, acknowledged: true },
});
