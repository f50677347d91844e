import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { forbidCodeFromText } from './code-from-text.js';
import { siteBasePath } from './address/index.js';
import { answer, createApi, createQueryClient } from './api/index.js';
import { ControlRoom } from './control-room.js';
import { siteUpdates } from './offline/index.js';
import { createControlRoomRouter, fetchPage } from './router.js';
import { apiWith, browserTabs, GatewaySignIns, lastEntered, SessionStore } from './session/index.js';
import { serverClock } from './time/index.js';
import { keepUnsentOf } from './unsent-of-person.js';
import './styles/index.css';

forbidCodeFromText();

const element = document.getElementById('control-room');
if (element === null) throw new Error('index.html has no element "control-room"');

const session = new SessionStore({
  signIns: new GatewaySignIns(),
  tabs: browserTabs(siteBasePath()),
  userOf: (token) => answer(apiWith(token).GET('/api/v1/auth/me', {})),
  actingOf: (token) => lastEntered(apiWith(token)),
  now: () => serverClock.now(),
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
});
// Before any page: a form that opens finds what was typed in it.
session.listen(() => keepUnsentOf(session.get()));
const api = createApi(session);
const queryClient = createQueryClient();
const router = createControlRoomRouter({ session, api, queryClient });
fetchPage(router);

siteUpdates.begin();
createRoot(element).render(
  <StrictMode>
    <ControlRoom api={api} session={session} queryClient={queryClient} router={router} />
  </StrictMode>,
);
