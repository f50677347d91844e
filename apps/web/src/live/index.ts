export { groupRows } from './alert-groups.js';
export { ALERT_ORDERS, type AlertOrder, inOrder, newestFirst, urgentFirst } from './alert-order.js';
export { GatewaySocket, type SocketAccess } from './alert-socket.js';
export type { Connection } from './connection.js';
export {
  type AlertCounts,
  assetNameOf,
  countAlerts,
  isHeld,
  latestUnacknowledged,
  SEVERITIES,
  shownAlerts,
} from './counts.js';
export { type Flood, FLOOD_BEGINS_ABOVE, floodFigures, type FloodFigures } from './flood.js';
export {
  LiveContext,
  useConnection,
  useFeedStatus,
  useFlood,
  useLive,
  useLiveAlert,
  useLiveAlerts,
  useLiveStore,
  useServingStatus,
  useTrainingStatus,
} from './live-context.js';
export { isOver } from './live-state.js';
export { LiveStore, type LiveSnapshot, type Remembered } from './live-store.js';
export { openingAlerts } from './opening-alerts.js';
export { readAlerts, readFirstAlerts } from './read-alerts.js';
