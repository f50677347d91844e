import { userSchema, emailSchema, text } from '@eagle/contracts/domain';
import { Body, Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { CurrentPrincipal } from '../tenancy/request-context.js';
import { ForSignedIn, Public } from '../tenancy/access-rules.decorator.js';
import type { Principal } from '../tenancy/principal.js';
import { type Caller, CurrentCaller } from '../http/caller.decorator.js';
import { LimitRefreshes, LimitSignIns } from '../http/rate-limit.js';
import { PASSWORD_CHARACTERS_MAX } from './password-policy.js';
import { SignIn } from './sign-in.js';
import { signedInSchema, tokensSchema } from './sign-in.schemas.js';

const loginSchema = z.object({ email: emailSchema, password: text(PASSWORD_CHARACTERS_MAX).min(1) });
const refreshSchema = z.object({ refreshToken: text(200).min(20) });

@ApiTags('sign-in')
@Controller('api/v1/auth')
export class SignInController {
  constructor(@Inject(SignIn) private readonly signIn: SignIn) {}

  /** E-mail and password for a pair of tokens. */
  @Post('login')
  @HttpCode(200)
  @Public()
  @LimitSignIns()
  @ApiResponse({ status: 200, standardSchema: signedInSchema })
  login(@CurrentCaller() caller: Caller, @Body({ schema: loginSchema }) body: z.infer<typeof loginSchema>) {
    return this.signIn.login(body.email, body.password, caller);
  }

  /**
   * A refresh token for a new pair. Within 30 s the same token is answered with the same successor; after that a second time revokes all that
   * came of that sign-in.
   */
  @Post('refresh')
  @HttpCode(200)
  @Public()
  @LimitRefreshes()
  @ApiResponse({ status: 200, standardSchema: tokensSchema })
  refresh(
    @CurrentCaller() caller: Caller,
    @Body({ schema: refreshSchema }) body: z.infer<typeof refreshSchema>,
  ) {
    return this.signIn.refresh(body.refreshToken, caller);
  }

  /** Ends the sign-in: its access tokens, refresh tokens and open sockets. */
  @Post('logout')
  @HttpCode(204)
  @ForSignedIn()
  @ApiResponse({ status: 204 })
  async logout(@CurrentPrincipal() principal: Principal): Promise<void> {
    await this.signIn.logout(principal);
  }

  @Get('me')
  @ForSignedIn()
  @ApiResponse({ status: 200, standardSchema: userSchema })
  me(@CurrentPrincipal() principal: Principal) {
    return this.signIn.me(principal);
  }
}
