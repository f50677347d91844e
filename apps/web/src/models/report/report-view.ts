/** What every chart of a report shares. */
export interface ReportView {
  readonly version: string;
  /** Whether charts are shown as tables. */
  readonly isTable: boolean;
}
