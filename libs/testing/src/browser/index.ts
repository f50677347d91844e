export { accessibilityViolations } from './accessibility.js';
export { CHROMIUM_ARGUMENTS, CHROMIUM_MISSING, chromiumPath, LAN_STAND_IN } from './chromium.js';
export {
  type Account,
  ControlRoomBrowser,
  type ControlRoomOptions,
  openControlRoom,
} from './control-room-browser.js';
export { PageProblems, settled } from './page-problems.js';
export type { Page, Route } from 'playwright-core';
