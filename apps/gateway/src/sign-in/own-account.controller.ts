import { platformText, text } from '@eagle/contracts/domain';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { type Caller, CurrentCaller } from '../http/caller.decorator.js';
import { pageOf, type PageQuery, pageQuerySchema } from '../http/page.js';
import { ForSignedIn } from '../tenancy/access-rules.decorator.js';
import type { Principal } from '../tenancy/principal.js';
import { CurrentPrincipal } from '../tenancy/request-context.js';
import { OwnAccount } from './own-account.js';
import { newPasswordSchema, PASSWORD_CHARACTERS_MAX } from './password-policy.js';
import { failedTriesSchema } from './sign-in.schemas.js';

const changeSchema = z.object({
  currentPassword: text(PASSWORD_CHARACTERS_MAX).min(1),
  newPassword: newPasswordSchema,
});
const sessionSchema = z.object({
  id: z.uuid(),
  begunAt: z.iso.datetime(),
  /** When it last refreshed its tokens, which it does every few minutes while in use. */
  lastUsedAt: z.iso.datetime(),
  address: platformText,
  /** What the client calls itself. */
  client: platformText,
  isCurrent: z.boolean(),
  /** Wrong passwords between the sign-in before and this one. */
  failedTriesBefore: failedTriesSchema,
});
const sessionsSchema = pageOf(sessionSchema).extend({
  /** Wrong passwords since the last sign-in. */
  failedTries: failedTriesSchema,
});
const endedSchema = z.object({ ended: z.number().int() });

/** One's own account. */
@ApiTags('sign-in')
@Controller('api/v1/auth')
export class OwnAccountController {
  constructor(@Inject(OwnAccount) private readonly account: OwnAccount) {}

  /** Changes the own password and ends all other sign-ins. */
  @Post('password')
  @HttpCode(204)
  @ForSignedIn()
  @ApiResponse({ status: 204 })
  async changePassword(
    @CurrentPrincipal() principal: Principal,
    @CurrentCaller() caller: Caller,
    @Body({ schema: changeSchema }) body: z.infer<typeof changeSchema>,
  ): Promise<void> {
    await this.account.changePassword(principal, body.currentPassword, body.newPassword, caller);
  }

  /** The own sign-ins that are open, the last used first. */
  @Get('sessions')
  @ForSignedIn()
  @ApiResponse({ status: 200, standardSchema: sessionsSchema })
  list(@CurrentPrincipal() principal: Principal, @Query({ schema: pageQuerySchema }) query: PageQuery) {
    return this.account.list(principal, query);
  }

  /** Ends one of the own sign-ins: its tokens and open sockets. */
  @Delete('sessions/:sessionId')
  @HttpCode(204)
  @ForSignedIn()
  @ApiResponse({ status: 204 })
  async end(
    @CurrentPrincipal() principal: Principal,
    @Param('sessionId', { schema: z.uuid() }) sessionId: string,
  ): Promise<void> {
    await this.account.end(principal, sessionId.toLowerCase());
  }

  /** Ends all own sign-ins but the one that asks. */
  @Delete('sessions')
  @ForSignedIn()
  @ApiResponse({ status: 200, standardSchema: endedSchema })
  async endOthers(@CurrentPrincipal() principal: Principal): Promise<z.infer<typeof endedSchema>> {
    return { ended: await this.account.endOthers(principal) };
  }
}
