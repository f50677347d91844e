import createClient from 'openapi-fetch';
import { sitePrefix } from '../address/index.js';
import {
  answer,
  type ApiClient,
  createApi,
  done,
  fetchInTime,
  type Reply,
  unreachable,
} from '../api/index.js';
import type { paths } from '../api/generated/rest.js';
import { serverClock } from '../time/index.js';
import type { AccessToken, BegunSignIn, Renewal, SignIns } from './sign-ins.js';

/** Sign-ins by the cookie of the browser: it holds the refresh token, and no script can read it. */
export class GatewaySignIns implements SignIns {
  private readonly client = createClient<paths>({
    baseUrl: sitePrefix(),
    credentials: 'same-origin',
    fetch: fetchInTime,
  });

  constructor() {
    this.client.use({
      onResponse: ({ response }) => serverClock.learn(response.headers.get('date')),
      onError: ({ error }) => unreachable(error),
    });
  }

  async begin(email: string, password: string): Promise<BegunSignIn> {
    const begun = await answer(this.client.POST('/api/v1/auth/browser', { body: { email, password } }));
    const { user, failedTriesBefore } = begun;
    return { token: tokenOf(begun.token), user, failedTriesBefore: failedTriesBefore.count };
  }

  async renew(): Promise<Renewal> {
    const { token, user, ended } = await answer(this.client.PUT('/api/v1/auth/browser', {}));
    return token === null || user === null ? { ended: ended ?? 'expired' } : { token: tokenOf(token), user };
  }

  async end(token: AccessToken): Promise<void> {
    await done(apiWith(token).DELETE('/api/v1/auth/browser', {}));
  }
}

/** The interface with one token, that is not renewed. */
export const apiWith = (token: AccessToken): ApiClient =>
  createApi({
    current: async () => token.text,
    afterRefusal: async () => null,
    visit: () => null,
    afterVisit: async () => false,
  });

type Token = Reply<'/api/v1/auth/browser', 'post'>['token'];

const tokenOf = ({ accessToken, expiresIn }: Token): AccessToken => ({
  text: accessToken,
  endsAt: serverClock.now() + expiresIn * 1_000,
});
