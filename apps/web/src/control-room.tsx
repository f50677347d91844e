import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { type ReactElement, useEffect } from 'react';
import { ApiContext, type ApiClient } from './api/index.js';
import { navigation } from './features.js';
import { NavigationContext } from './frame/index.js';
import { lastKnown } from './offline/index.js';
import { AnnouncementProvider, ToastProvider } from './parts/index.js';
import { useLanguageChoice } from './preferences/index.js';
import type { createControlRoomRouter } from './router.js';
import { SessionContext, type SessionStore, useSessionStore } from './session/index.js';
import { Start } from './start.js';
import { TextsProvider } from './texts/index.js';
import { OfferPreferences, UndoProvider } from './undo/index.js';

interface ControlRoomProps {
  readonly api: ApiClient;
  readonly session: SessionStore;
  readonly queryClient: QueryClient;
  readonly router: ReturnType<typeof createControlRoomRouter>;
}

/** The whole application, around its router. */
export function ControlRoom({ api, session, queryClient, router }: ControlRoomProps): ReactElement {
  const [language] = useLanguageChoice();
  return (
    <TextsProvider language={language}>
      <ApiContext value={api}>
        <SessionContext value={session}>
          <QueryClientProvider client={queryClient}>
            <NavigationContext value={navigation}>
              <AnnouncementProvider>
                <ToastProvider>
                  <UndoProvider>
                    <OfferPreferences />
                    <Start>
                      <LeaveWhenSignedOut router={router} queryClient={queryClient} />
                      <RouterProvider router={router} />
                    </Start>
                  </UndoProvider>
                </ToastProvider>
              </AnnouncementProvider>
            </NavigationContext>
          </QueryClientProvider>
        </SessionContext>
      </ApiContext>
    </TextsProvider>
  );
}

/**
 * Without a sign-in nothing that was read stays in memory or in the browser, and the guards of the
 * routes decide anew.
 */
function LeaveWhenSignedOut({ router, queryClient }: Pick<ControlRoomProps, 'router' | 'queryClient'>): null {
  const session = useSessionStore();
  useEffect(() => {
    // Also where another person comes in at once: the page would see only them.
    const leave = (): void => {
      if (session.get().kind !== 'signed-out') return;
      queryClient.clear();
      void lastKnown.clear();
      void router.invalidate();
    };
    leave();
    return session.listen(leave);
  }, [session, router, queryClient]);
  return null;
}
