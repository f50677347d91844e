/** Conditions that must hold once a service has started. */
export class StartChecks {
  private readonly checks: (() => void)[] = [];

  /** @param check  Throws an error with one sentence about the problem. */
  add(check: () => void): void {
    this.checks.push(check);
  }

  /** @throws what the first check that fails throws: the service does not start. */
  run(): void {
    for (const check of this.checks) check();
  }
}
