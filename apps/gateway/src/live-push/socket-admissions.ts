import { AppError, type OrganizationId } from '@eagle/contracts/domain';
import { ALERTS_NAMESPACE, socketAuthSchema, type SocketCursor } from '@eagle/contracts/socket';
import { CONFIG } from '@eagle/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import type { Socket } from 'socket.io';
import { z } from 'zod';
import { isRefusal, refusalEntry, Refusals, type RefusedUser } from '../audit/refusals.js';
import type { GatewayConfig } from '../config.js';
import { problemOf } from '../http/problem.js';
import { AccessTokens, tokenInvalid } from '../access/access-tokens.js';
import { Principals, withdrawnFromSchema } from '../access/principals.js';
import { checkVisit, organizationOf } from '../access/organization-access.js';
import type { Principal } from '../access/principal.js';
import { CLOCK, type Clock } from '../ports.js';
import { AlertHub } from './alert-hub.js';
import type { AlertHistory } from './alert-session.js';
import { SocketPlaces } from './socket-places.js';

/** An admitted socket and its organization. */
export interface Admission {
  readonly principal: Principal;
  readonly organizationId: OrganizationId;
  readonly resumeFrom: SocketCursor | null;
  /** The stream at that time: where it began anew since, `newestSequence` says nothing. */
  readonly history: AlertHistory;
  /**
   * Read before the client learns that it is connected, so that every event it could expect comes
   * after it.
   */
  readonly newestSequence: number;
  /** Gives its place back. */
  readonly leave: () => void;
}

type Handshake = Socket['handshake'];
type Auth = z.output<typeof socketAuthSchema>;

/**
 * Decides who may listen on a socket. Refusals go to the ledger of refusals: once a minute for each
 * user, never one entry for each try.
 */
@Injectable()
export class SocketAdmissions {
  private readonly places: SocketPlaces;

  constructor(
    @Inject(AccessTokens) private readonly tokens: AccessTokens,
    @Inject(Principals) private readonly principals: Principals,
    @Inject(AlertHub) private readonly hub: AlertHub,
    @Inject(Refusals) private readonly refusals: Refusals,
    @Inject(CONFIG) config: GatewayConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.places = new SocketPlaces({
      all: config.SOCKETS_MAX,
      perOrganization: config.SOCKETS_PER_ORGANIZATION_MAX,
      perUser: config.SOCKETS_PER_USER_MAX,
    });
  }

  /**
   * @throws AppError `AUTH.TOKEN_INVALID`, `AUTH.ACCESS_WITHDRAWN` (unauthenticated), `TENANCY.*`,
   * `REQUEST.INVALID` (invalid), `PUSH.FULL`, `PUSH.TOO_MANY_OF_USER`,
   * `PUSH.TOO_MANY_OF_ORGANIZATION` (exhausted).
   */
  async admit(handshake: Handshake): Promise<Admission> {
    let principal: Principal | null = null;
    try {
      principal = await this.principals.of(this.tokens.verify(tokenOf(handshake.auth)));
      return await this.place(principal, handshake);
    } catch (error) {
      this.noteRefusal(error, principal, 'connect');
      throw error;
    }
  }

  /**
   * Records the mistake in a message of a connected client in the ledger. Faults of the platform do
   * not belong there.
   */
  noteRefusal(
    error: unknown,
    user: RefusedUser | null,
    tried: 'connect' | 'resume' | 'subscribe' | 'unsubscribe',
  ): void {
    if (!(error instanceof AppError) || problemOf(error, ALERTS_NAMESPACE).status >= 500) return;
    const refused = user ?? withdrawnFromSchema.safeParse(error.details).data ?? null;
    const what = `socket ${ALERTS_NAMESPACE} ${tried}`;
    this.refusals.note(
      isRefusal(error)
        ? refusalEntry(error, refused, what)
        : refusalEntry(error, refused, what, 'SOCKET.REFUSED'),
    );
  }

  private async place(principal: Principal, handshake: Handshake): Promise<Admission> {
    const auth = authOf(handshake.auth);
    const organizationId = organizationOf(principal, {
      path: undefined,
      query: auth.organizationId ?? handshake.query['organizationId'],
      body: handshake.query['organizationId'],
      header: undefined,
    });
    checkVisit(principal, organizationId, this.clock());
    const leave = this.places.take(principal.userId, organizationId);
    try {
      const { history } = this.hub;
      const newestSequence = await history.newestSequence(organizationId);
      const { cursor, stream } = auth;
      const resumeFrom = cursor === undefined ? null : { cursor, stream };
      return { principal, organizationId, resumeFrom, history, newestSequence, leave };
    } catch (error) {
      leave();
      throw error;
    }
  }
}

/**
 * Authentication comes before everything else in the connection: a stranger learns nothing of the
 * rest.
 */
function tokenOf(handshake: unknown): string {
  const auth = socketAuthSchema.pick({ token: true }).safeParse(handshake);
  if (auth.success) return auth.data.token;
  throw tokenInvalid(auth.error);
}

/** A mistake outside of the token is reported as such: a new token would not mend it. */
function authOf(handshake: unknown): Auth {
  const auth = socketAuthSchema.safeParse(handshake);
  if (auth.success) return auth.data;
  throw messageInvalid(auth.error);
}

export function messageInvalid(cause: z.ZodError): AppError {
  return new AppError('REQUEST.INVALID', z.prettifyError(cause), {}, { cause });
}
