import createClient from 'openapi-fetch';
import { sitePrefix } from '../address/index.js';
import { answer, ApiProblem, done, unreachable } from '../api/index.js';
import type { paths } from '../api/generated/rest.js';
import { serverClock } from '../time/index.js';
import type { AccessToken, BegunSignIn, SignIns } from './sign-ins.js';

/** Until the gateway keeps the refresh token in a cookie, it is held here. */
export class GatewaySignIns implements SignIns {
  private readonly client = createClient<paths>({ baseUrl: sitePrefix() });
  private refreshToken: string | null = null;

  constructor() {
    this.client.use({
      onResponse: ({ response }) => serverClock.learn(response.headers.get('date')),
      onError: ({ error }) => unreachable(error),
    });
  }

  async begin(email: string, password: string): Promise<BegunSignIn> {
    const begun = await answer(this.client.POST('/api/v1/auth/login', { body: { email, password } }));
    this.refreshToken = begun.refreshToken;
    return { token: tokenOf(begun), failedTriesBefore: begun.failedTriesBefore.count };
  }

  async renew(): Promise<AccessToken | null> {
    if (this.refreshToken === null) return null;
    const { refreshToken } = this;
    try {
      const tokens = await answer(this.client.POST('/api/v1/auth/refresh', { body: { refreshToken } }));
      this.refreshToken = tokens.refreshToken;
      return tokenOf(tokens);
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 401) return null;
      throw error;
    }
  }

  async end(): Promise<void> {
    this.refreshToken = null;
    await done(this.client.POST('/api/v1/auth/logout', {}));
  }
}

const tokenOf = (tokens: { readonly accessToken: string; readonly expiresIn: number }): AccessToken => ({
  text: tokens.accessToken,
  endsAt: serverClock.now() + tokens.expiresIn * 1_000,
});
