/** Every process that holds a connection of its own to the message bus. */
export const SERVICES = [
  'gateway',
  'data-processor',
  'prediction',
  'model-cache',
  'alerting',
  'training',
  'cli',
] as const;
export type ServiceName = (typeof SERVICES)[number];
