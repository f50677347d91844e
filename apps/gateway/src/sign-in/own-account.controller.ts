import { ROUTES, type BodyOf, type ReplyOf, type QueryOf } from '@eagle/contracts/rest';
import { Body, Controller, Inject, Param, Query } from '@nestjs/common';
import { type Caller, CurrentCaller } from '../http/caller.decorator.js';
import { Route } from '../http/route.decorator.js';
import type { Principal } from '../access/principal.js';
import { CurrentPrincipal } from '../access/request-context.js';
import { OwnAccount } from './own-account.js';

/** One's own account. */
@Controller()
export class OwnAccountController {
  constructor(@Inject(OwnAccount) private readonly account: OwnAccount) {}

  @Route(ROUTES.ownAccount.changePassword)
  async changePassword(
    @CurrentPrincipal() principal: Principal,
    @CurrentCaller() caller: Caller,
    @Body({ schema: ROUTES.ownAccount.changePassword.body })
    body: BodyOf<typeof ROUTES.ownAccount.changePassword>,
  ): Promise<void> {
    await this.account.changePassword(principal, body.currentPassword, body.newPassword, caller);
  }

  @Route(ROUTES.ownAccount.list)
  list(
    @CurrentPrincipal() principal: Principal,
    @Query({ schema: ROUTES.ownAccount.list.query }) query: QueryOf<typeof ROUTES.ownAccount.list>,
  ) {
    return this.account.list(principal, query);
  }

  @Route(ROUTES.ownAccount.end)
  async end(
    @CurrentPrincipal() principal: Principal,
    @Param('sessionId', { schema: ROUTES.ownAccount.end.params.sessionId }) sessionId: string,
  ): Promise<void> {
    await this.account.end(principal, sessionId.toLowerCase());
  }

  @Route(ROUTES.ownAccount.endOthers)
  async endOthers(
    @CurrentPrincipal() principal: Principal,
  ): Promise<ReplyOf<typeof ROUTES.ownAccount.endOthers>> {
    return { ended: await this.account.endOthers(principal) };
  }
}
