import { type AlertPush, alertPushSchema } from '@eagle/contracts/socket';
import type { Page } from 'playwright-core';
import { z } from 'zod';

/** `42` is an event of Socket.IO; its JSON is a name and a payload. */
const ALERT_EVENT = '42/alerts,["alert"';
const PREFIX = '42/alerts,';
const eventSchema = z.tuple([z.literal('alert'), alertPushSchema]);

/** The alerts that a browser received from the gateway, read off its socket. */
export class Pushes {
  private received: AlertPush[] = [];

  constructor(page: Page) {
    page.on('websocket', (socket) => {
      socket.on('framereceived', ({ payload }) => {
        const text = typeof payload === 'string' ? payload : payload.toString('utf8');
        if (!text.startsWith(ALERT_EVENT)) return;
        this.received.push(eventSchema.parse(JSON.parse(text.slice(PREFIX.length)))[1]);
      });
    });
  }

  get all(): readonly AlertPush[] {
    return this.received;
  }

  forget(): void {
    this.received = [];
  }
}
