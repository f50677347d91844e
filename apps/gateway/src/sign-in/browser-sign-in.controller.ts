import { AppError } from '@eagle/contracts/domain';
import { ROUTES, type BodyOf, type ReplyOf } from '@eagle/contracts/rest';
import { CONFIG } from '@eagle/service-kit';
import { Body, Controller, Headers, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Principal } from '../access/principal.js';
import { CurrentPrincipal } from '../access/request-context.js';
import type { GatewayConfig } from '../config.js';
import { type Caller, CurrentCaller } from '../http/caller.decorator.js';
import { LimitRefreshes, LimitSignIns } from '../http/rate-limit.js';
import { Route } from '../http/route.decorator.js';
import { DemonstrationAccounts } from './demonstration-accounts.js';
import {
  type CookieScope,
  isOfOwnSite,
  refreshCookie,
  refreshCookieName,
  refreshTokenIn,
} from './refresh-cookie.js';
import { SignIn, type Tokens } from './sign-in.js';

/** Signing in with a browser: the refresh token is in a cookie, out of the reach of scripts. */
@Controller()
export class BrowserSignInController {
  private readonly scope: CookieScope;

  constructor(
    @Inject(SignIn) private readonly signIn: SignIn,
    @Inject(DemonstrationAccounts) private readonly demonstrationAccounts: DemonstrationAccounts,
    @Inject(CONFIG) config: GatewayConfig,
  ) {
    this.scope = {
      name: refreshCookieName(config.JWT_SECRET.reveal()),
      path: `${config.PUBLIC_PATH}${ROUTES.browserSignIn.renew.path}`,
      isSecure: config.TLS_IN_FRONT,
    };
  }

  @Route(ROUTES.browserSignIn.begin)
  @LimitSignIns()
  async begin(
    @CurrentCaller() caller: Caller,
    @Headers('sec-fetch-site') site: string | undefined,
    @Body({ schema: ROUTES.browserSignIn.begin.body }) body: BodyOf<typeof ROUTES.browserSignIn.begin>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReplyOf<typeof ROUTES.browserSignIn.begin>> {
    refuseOtherSites(site);
    const { tokens, user, failedTriesBefore } = await this.signIn.login(body.email, body.password, caller);
    return { token: this.give(tokens, reply), user, failedTriesBefore };
  }

  @Route(ROUTES.browserSignIn.renew)
  @LimitRefreshes()
  async renew(
    @CurrentCaller() caller: Caller,
    @Headers('sec-fetch-site') site: string | undefined,
    @Headers('cookie') cookies: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReplyOf<typeof ROUTES.browserSignIn.renew>> {
    refuseOtherSites(site);
    const token = refreshTokenIn(cookies, this.scope.name);
    if (token === null) return { token: null, user: null, ended: 'never-begun' };
    const renewed = await this.signIn.renew(token, caller);
    if ('tokens' in renewed) {
      return { token: this.give(renewed.tokens, reply), user: renewed.user, ended: null };
    }
    this.takeAway(reply);
    return { token: null, user: null, ended: renewed.ended };
  }

  @Route(ROUTES.browserSignIn.end)
  async end(
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.signIn.logout(principal);
    this.takeAway(reply);
  }

  @Route(ROUTES.browserSignIn.demonstration)
  async demonstration(): Promise<ReplyOf<typeof ROUTES.browserSignIn.demonstration>> {
    return { accounts: await this.demonstrationAccounts.list() };
  }

  private give({ refreshToken, ...token }: Tokens, reply: FastifyReply): Omit<Tokens, 'refreshToken'> {
    void reply.header('set-cookie', refreshCookie(this.scope, refreshToken));
    return token;
  }

  private takeAway(reply: FastifyReply): void {
    void reply.header('set-cookie', refreshCookie(this.scope, null));
  }
}

function refuseOtherSites(secFetchSite: string | undefined): void {
  if (isOfOwnSite(secFetchSite)) return;
  throw new AppError('AUTH.OTHER_SITE', 'A page of another site may not sign in or renew a sign-in here.');
}
