import type { Alert } from '../api/index.js';

/** A page that needs the alerts takes them within this time; later they are old. */
const KEPT_MS = 10_000;

interface Asked {
  readonly organizationId: string;
  readonly alerts: Promise<readonly Alert[] | null>;
}

/**
 * The first alerts of a page that opens. They are asked for as soon as it is known who is signed in,
 * and come while the page is drawn and its socket connects.
 */
export class OpeningAlerts {
  private asked: Asked | null = null;

  /** @param later  Calls back after a while. */
  constructor(private readonly later: (ms: number, act: () => void) => void) {}

  ask(organizationId: string, alerts: Promise<readonly Alert[]>): void {
    // What cannot be read here is read once the page is connected, and that reading says why.
    const asked = { organizationId, alerts: alerts.catch(() => null) };
    this.asked = asked;
    this.later(KEPT_MS, () => {
      if (this.asked === asked) this.asked = null;
    });
  }

  /** What was asked for, once. @returns null where there is nothing of this organization. */
  take(organizationId: string): Promise<readonly Alert[] | null> {
    const { asked } = this;
    this.asked = null;
    return asked?.organizationId === organizationId ? asked.alerts : Promise.resolve(null);
  }
}

/** Those of this page. */
export const openingAlerts = new OpeningAlerts((ms, act) => void setTimeout(act, ms));
