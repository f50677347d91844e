/** Totals by reason. Reasons are error codes, so there are few. */
export class ReasonCounters {
  private readonly totals = new Map<string, number>();

  add(reason: string, count = 1): void {
    this.totals.set(reason, (this.totals.get(reason) ?? 0) + count);
  }

  snapshot(): Record<string, number> {
    return Object.fromEntries(this.totals);
  }
}

/** Counters of a connection since it was opened. */
export class ConnectionCounters {
  published = 0;
  publishedDuplicates = 0;
  publishRepeats = 0;
  handled = 0;
  gapMessages = 0;
  forgedValues = 0;
  invalidValues = 0;
  reconnects = 0;
  readonly publishFailures = new ReasonCounters();
  readonly retried = new ReasonCounters();
  readonly deadLettered = new ReasonCounters();

  snapshot() {
    return {
      published: this.published,
      publishedDuplicates: this.publishedDuplicates,
      publishRepeats: this.publishRepeats,
      handled: this.handled,
      gapMessages: this.gapMessages,
      forgedValues: this.forgedValues,
      invalidValues: this.invalidValues,
      reconnects: this.reconnects,
      publishFailures: this.publishFailures.snapshot(),
      retried: this.retried.snapshot(),
      deadLettered: this.deadLettered.snapshot(),
    };
  }
}
