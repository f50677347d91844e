export { apiWith, GatewaySignIns } from './gateway-sign-ins.js';
export {
  SessionContext,
  useOrganizationId,
  useOrganizationQuery,
  useSession,
  useSessionState,
  useSessionStore,
} from './session-context.js';
export {
  organizationQueryOf,
  sessionOf,
  type Acting,
  type EndOfSignIn,
  type Session,
  type SessionState,
} from './session-state.js';
export { SessionStore } from './session-store.js';
export { SignInForm } from './sign-in-form.js';
export { enterOrganization, lastEntered, leaveOrganization } from './visits.js';
export type { AccessToken, BegunSignIn, Renewal, SignedIn, SignIns } from './sign-ins.js';
export { browserTabs, type TabMessage, type Tabs } from './tabs.js';
