import { CONFIG } from '@eagle/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { ExtractJwt, Strategy } from 'passport-jwt';
import type { GatewayConfig } from '../config.js';
import type { Principal } from './principal.js';
import {
  accessClaimsSchema,
  TOKEN_ALGORITHM,
  TOKEN_AUDIENCE,
  TOKEN_ISSUER,
  tokenInvalid,
} from './access-tokens.js';
import { Principals } from './principals.js';

/** Reads the bearer token of a request and looks up its principal. */
@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy) {
  constructor(
    @Inject(CONFIG) config: GatewayConfig,
    @Inject(Principals) private readonly principals: Principals,
  ) {
    super({
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      secretOrKey: Buffer.from(config.JWT_SECRET.reveal(), 'hex'),
      algorithms: [TOKEN_ALGORITHM],
      issuer: TOKEN_ISSUER,
      audience: TOKEN_AUDIENCE,
    });
  }

  async validate(claims: unknown): Promise<Principal> {
    const parsed = accessClaimsSchema.safeParse(claims);
    if (!parsed.success) throw tokenInvalid(parsed.error);
    return this.principals.of(parsed.data);
  }
}
