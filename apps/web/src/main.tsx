import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { answer, createApi, createQueryClient } from './api/index.js';
import { ControlRoom } from './control-room.js';
import { createControlRoomRouter } from './router.js';
import { GatewaySignIns, SessionStore } from './session/index.js';
import { serverClock } from './time/index.js';
import './styles/index.css';

async function start(): Promise<void> {
  const element = document.getElementById('control-room');
  if (element === null) throw new Error('index.html has no element "control-room"');
  const signIns = new GatewaySignIns();
  const session = new SessionStore({
    signIns,
    userOf: (token) => {
      const asThatPerson = createApi({ current: async () => token.text, afterRefusal: async () => null });
      return answer(asThatPerson.GET('/api/v1/auth/me', {}));
    },
    now: () => serverClock.now(),
  });
  const api = createApi(session);
  const queryClient = createQueryClient();
  await session.start();
  const router = createControlRoomRouter({ session, api, queryClient });
  createRoot(element).render(
    <StrictMode>
      <ControlRoom api={api} session={session} queryClient={queryClient} router={router} />
    </StrictMode>,
  );
}

void start();
