import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { forbidCodeFromText } from './code-from-text.js';
import { siteBasePath } from './address/index.js';
import { createApi, createQueryClient } from './api/index.js';
import { ControlRoom } from './control-room.js';
import { openingAlerts, readFirstAlerts } from './live/index.js';
import { siteUpdates } from './offline/index.js';
import { preferences } from './preferences/index.js';
import { createControlRoomRouter, fetchPage } from './router.js';
import {
  apiWith,
  browserTabs,
  GatewaySignIns,
  lastEntered,
  organizationQueryOf,
  sessionOf,
  SessionStore,
} from './session/index.js';
import { serverClock } from './time/index.js';
import { keepUnsentOf } from './unsent-of-person.js';
import './styles/index.css';

forbidCodeFromText();

const element = document.getElementById('control-room');
if (element === null) throw new Error('index.html has no element "control-room"');

const session = new SessionStore({
  signIns: new GatewaySignIns(),
  tabs: browserTabs(siteBasePath()),
  actingOf: (token) => lastEntered(apiWith(token)),
  now: () => serverClock.now(),
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
});
// Before any page: a form that opens finds what was typed in it.
session.listen(() => keepUnsentOf(session.get()));
// What was chosen or drafted in another tab is shown here too.
addEventListener('storage', ({ key }) => preferences.hear(key));
const api = createApi(session);

/** Who is signed in, and what they look at first, is asked for while the page is made. */
async function ask(): Promise<void> {
  try {
    await session.start();
  } catch {
    return; // The page asks again, and says meanwhile that the platform does not answer.
  }
  const person = sessionOf(session.get());
  if (person === null || person.organizationId === null) return;
  openingAlerts.ask(person.organizationId, readFirstAlerts(api, organizationQueryOf(person)));
}
void ask();

const queryClient = createQueryClient();
const router = createControlRoomRouter({ session, api, queryClient });
fetchPage(router);

siteUpdates.begin();
createRoot(element).render(
  <StrictMode>
    <ControlRoom api={api} session={session} queryClient={queryClient} router={router} />
  </StrictMode>,
);
