export { accessibilityViolations } from './accessibility.js';
export { CHROMIUM_MISSING, chromiumPath } from './chromium.js';
export {
  type Account,
  CHROMIUM_ARGUMENTS,
  ControlRoomBrowser,
  type ControlRoomOptions,
  openControlRoom,
} from './control-room-browser.js';
export { PageProblems, settled } from './page-problems.js';
export type { Page, Route } from 'playwright-core';
