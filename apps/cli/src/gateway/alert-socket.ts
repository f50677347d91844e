import {
  ALERTS_NAMESPACE,
  alertPushSchema,
  statusPushSchema,
  type AlertPush,
  type OrganizationId,
  type StatusPush,
} from '@eagle/contracts';
import { io, type Socket } from 'socket.io-client';
import type { GatewayClient } from './gateway-client.js';

export interface AlertSocketHandlers {
  readonly onAlert: (push: AlertPush) => void;
  readonly onStatus?: (status: StatusPush) => void;
}

/**
 * What an operator's phone does: connects, keeps the highest cursor, and after every reconnect asks for what followed it. Each change
 * comes once and in order, whatever happened to the connection.
 */
export class AlertSocket {
  private socket: Socket | null = null;
  /** Null until the first event: before it there is nothing that could be missed. */
  private cursor: number | null;

  /** @param organizationId only for a super-admin, who belongs to none. */
  constructor(
    private readonly client: GatewayClient,
    private readonly handlers: AlertSocketHandlers,
    from: { readonly cursor: number | null; readonly organizationId?: OrganizationId } = { cursor: null },
  ) {
    this.cursor = from.cursor;
    this.organizationId = from.organizationId;
  }
  private readonly organizationId: OrganizationId | undefined;

  async open(): Promise<void> {
    const socket = io(`${this.client.url}${ALERTS_NAMESPACE}`, {
      transports: ['websocket'],
      forceNew: true,
      reconnectionDelay: 200,
      reconnectionDelayMax: 2_000,
      auth: (send) => {
        const { organizationId, cursor } = this;
        this.client.accessToken().then(
          (token) =>
            send({
              token,
              ...(organizationId ? { organizationId } : {}),
              ...(cursor === null ? {} : { cursor }),
            }),
          () => send({ token: '-' }), // Refused as unauthenticated; the next attempt signs in again.
        );
      },
    });
    this.socket = socket;
    socket.on('position', (payload: { cursor: number }) => (this.cursor ??= payload.cursor));
    socket.on('alert', (payload: unknown) => this.alert(alertPushSchema.parse(payload)));
    socket.on('status', (payload: unknown) => this.handlers.onStatus?.(statusPushSchema.parse(payload)));
    // A connection that the server ended on purpose (an expired token) is not tried again by the client library itself.
    socket.on('disconnect', (reason) => {
      if (reason === 'io server disconnect') socket.connect();
    });
    await new Promise<void>((resolve) => socket.once('connect', () => resolve()));
  }

  private alert(push: AlertPush): void {
    if (this.cursor !== null && push.cursor <= this.cursor) return;
    this.cursor = push.cursor;
    this.handlers.onAlert(push);
  }

  close(): void {
    this.socket?.disconnect();
  }
}
