/** A span of time, without its end. */
export interface TimeSpan {
  readonly fromMs: number;
  readonly toMs: number;
}
