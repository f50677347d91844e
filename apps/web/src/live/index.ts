export { newestFirst, urgentFirst } from './alert-order.js';
export { GatewaySocket, type SocketAccess } from './alert-socket.js';
export type { Connection } from './connection.js';
export {
  type AlertCounts,
  assetNameOf,
  countAlerts,
  latestUnacknowledged,
  SEVERITIES,
  shownAlerts,
} from './counts.js';
export {
  LiveContext,
  useConnection,
  useFeedStatus,
  useLive,
  useLiveAlert,
  useLiveAlerts,
  useLiveStore,
  useServingStatus,
  useTrainingStatus,
} from './live-context.js';
export { isOver } from './live-state.js';
export { LiveStore, type LiveSnapshot } from './live-store.js';
export { readAlerts } from './read-alerts.js';
