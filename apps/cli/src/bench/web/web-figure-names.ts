/**
 * What `--figures` chooses from, in the order in which it is measured. Apart from the measurements:
 * they need a browser, and the command line lists the names without one.
 */
export const WEB_FIGURES = [
  'bytes',
  'contrast',
  'first-list',
  'pixels',
  'acknowledged',
  'charts',
  'dead-connection',
  'standing-alerts',
  'flood',
  'shift',
  'lighthouse',
  'accessibility',
] as const;
export type WebFigureName = (typeof WEB_FIGURES)[number];
