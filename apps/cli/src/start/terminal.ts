import type { AlertView, ServingStatus, TrainingStatus } from '@eagle/contracts/domain';
import type { AlertPush, StatusPush } from '@eagle/contracts/socket';

/** Progress within a stage of a training is printed at most this often. */
const PROGRESS_EVERY_MS = 2_000;
const COLOURS = { critical: 31, high: 33, medium: 36, low: 37 } as const;

/**
 * The launcher's output on the terminal: one line for each event, prefixed with the time and the
 * organization.
 */
export class Terminal {
  private readonly lastSaid = new Map<string, string>();
  private readonly stages = new Map<string, { readonly stage: string; readonly saidAtMs: number }>();

  constructor(
    private readonly write: (line: string) => void,
    private readonly coloured: boolean,
    private readonly now: () => Date,
  ) {}

  say(who: string, text: string): void {
    const time = this.now().toLocaleTimeString('en-GB');
    this.write(`${this.paint(90, time)} ${this.paint(1, who.padEnd(18))} ${text}`);
  }

  /** Several lines that make sense only on a screen: nothing where the output is no terminal. */
  picture(lines: string): void {
    if (this.coloured) this.write(lines);
  }

  alert(organization: string, push: AlertPush): void {
    if (push.past !== true) this.line(organization, push.change, push.alert);
  }

  /** Alerts that came and went while the connection was down: one line, not a flood. */
  past(organization: string, count: number): void {
    if (count > 0) this.say(organization, `${count} alerts came and went meanwhile`);
  }

  /** The active alerts after the platform was behind, or after changes were lost. */
  standing(organization: string, alerts: readonly AlertView[]): void {
    for (const alert of alerts) this.line(organization, 'stands', alert);
  }

  private line(organization: string, what: string, alert: AlertView): void {
    const label = this.paint(COLOURS[alert.severity], alert.severity.toUpperCase().padEnd(8));
    this.say(organization, `${label} ${what.padEnd(16)} ${describeAlert(alert)}`);
  }

  /** Prints changes of feed, training and serving; a repeated status is not printed again. */
  status(organization: string, status: StatusPush): void {
    const { feed, training, serving } = status;
    this.once(`${organization} feed`, organization, feed && `feed ${feed.state}: ${feed.reason}`);
    if (training && this.isNews(organization, training)) {
      this.once(`${organization} training`, organization, `training ${training.stage}: ${training.reason}`);
    }
    this.once(
      `${organization} serving`,
      organization,
      serving && ['model', serving.version, servingText(serving)].filter((part) => part !== null).join(' '),
    );
  }

  private isNews(organization: string, { stage, progress }: TrainingStatus): boolean {
    const saidAtMs = this.now().getTime();
    const last = this.stages.get(organization);
    const goesOn = last?.stage === stage && progress > 0 && progress < 1;
    if (goesOn && saidAtMs - last.saidAtMs < PROGRESS_EVERY_MS) return false;
    this.stages.set(organization, { stage, saidAtMs });
    return true;
  }

  private once(topic: string, who: string, text: string | null): void {
    if (text === null || this.lastSaid.get(topic) === text) return;
    this.lastSaid.set(topic, text);
    this.say(who, text);
  }

  private paint(code: number, text: string): string {
    return this.coloured ? `\u001b[${code}m${text}\u001b[0m` : text;
  }
}

/** A live model has no reason. */
const servingText = ({ state, reason }: ServingStatus): string =>
  reason === '' ? state : `${state}: ${reason}`;

/**
 * One line with what an operator needs first: what, where, how sure, how soon, and the origin of
 * the alert.
 */
export function describeAlert(alert: AlertView): string {
  const parts = [`${alert.title} · ${alert.assetId}/${alert.component} · ${alert.origin}`];
  if (alert.probability !== null) parts.push(`${Math.round(alert.probability * 100)} %`);
  if (alert.timeToFailure !== null) {
    const [low, high] = alert.timeToFailureInterval ?? [alert.timeToFailure, alert.timeToFailure];
    parts.push(`in about ${Math.round(alert.timeToFailure)} min (${Math.round(low)}–${Math.round(high)})`);
  }
  return parts.join(' · ');
}
