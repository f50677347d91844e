import { ROUTES, type BodyOf, type ReplyOf } from '@eagle/contracts/rest';
import { Body, Controller, Inject } from '@nestjs/common';
import { CurrentPrincipal } from '../access/request-context.js';
import type { Principal } from '../access/principal.js';
import { type Caller, CurrentCaller } from '../http/caller.decorator.js';
import { LimitRefreshes, LimitSignIns } from '../http/rate-limit.js';
import { Route } from '../http/route.decorator.js';
import { SignIn } from './sign-in.js';

@Controller()
export class SignInController {
  constructor(@Inject(SignIn) private readonly signIn: SignIn) {}

  @Route(ROUTES.signIn.login)
  @LimitSignIns()
  async login(
    @CurrentCaller() caller: Caller,
    @Body({ schema: ROUTES.signIn.login.body }) body: BodyOf<typeof ROUTES.signIn.login>,
  ): Promise<ReplyOf<typeof ROUTES.signIn.login>> {
    const { tokens, failedTriesBefore } = await this.signIn.login(body.email, body.password, caller);
    return { ...tokens, failedTriesBefore };
  }

  @Route(ROUTES.signIn.refresh)
  @LimitRefreshes()
  refresh(
    @CurrentCaller() caller: Caller,
    @Body({ schema: ROUTES.signIn.refresh.body }) body: BodyOf<typeof ROUTES.signIn.refresh>,
  ) {
    return this.signIn.refresh(body.refreshToken, caller);
  }

  @Route(ROUTES.signIn.logout)
  async logout(@CurrentPrincipal() principal: Principal): Promise<void> {
    await this.signIn.logout(principal);
  }

  @Route(ROUTES.signIn.me)
  me(@CurrentPrincipal() principal: Principal) {
    return this.signIn.me(principal);
  }
}
