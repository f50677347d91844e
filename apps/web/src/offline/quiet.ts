/** What happens on a page that could be loaded anew. */
export interface Activity {
  /** Active alerts that nobody has acknowledged. */
  readonly unacknowledged: number;
  /** Since the last movement of the pointer, the wheel or a key. */
  readonly handRestMs: number;
  /** Whether a form or a dialog is open: what is typed there would be gone. */
  readonly isWorkOpen: boolean;
}

/** After so long nobody is about to do something. */
const REST_MS = 60_000;

/** Whether a page can load itself anew without taking anything out of somebody's hand. */
export const isQuiet = ({ unacknowledged, handRestMs, isWorkOpen }: Activity): boolean =>
  unacknowledged === 0 && handRestMs >= REST_MS && !isWorkOpen;
