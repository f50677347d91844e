import type { AccessToken } from './sign-ins.js';

/** What the tabs of one browser tell each other. The channel reaches no other site. */
export type TabMessage =
  | { readonly kind: 'token'; readonly userId: string; readonly token: AccessToken }
  | { readonly kind: 'asks' }
  | { readonly kind: 'signed-out' };

/** The tabs of this browser that show this site. */
export interface Tabs {
  /** Reaches the other tabs, never the one that tells. */
  tell(message: TabMessage): void;
  listen(listener: (message: TabMessage) => void): void;
  /** Runs while no other tab runs one. */
  alone<Result>(run: () => Promise<Result>): Promise<Result>;
}

const NAME = 'eagle-session';

/** @param site  Path of the site: two of them under one address are two sign-ins. */
export function browserTabs(site: string): Tabs {
  const name = `${NAME} ${site}`;
  const channel = new BroadcastChannel(name);
  return {
    tell: (message) => channel.postMessage(message),
    listen: (listener) => {
      channel.addEventListener('message', ({ data }: MessageEvent<TabMessage>) => listener(data));
    },
    alone: (run) => {
      // Without TLS a browser has no locks outside of its own machine: two tabs may then renew at
      // once, and the gateway answers both with the same successor.
      const locks: LockManager | undefined = isSecureContext ? navigator.locks : undefined;
      return locks === undefined ? run() : locks.request(name, run);
    },
  };
}
