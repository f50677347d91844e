import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Logger } from './logger.js';

/** First to last: a handler that ends its work while the bus drains may still need the database. */
const CLOSED_IN_ORDER = ['bus', 'database'] as const;

export type ConnectionName = (typeof CLOSED_IN_ORDER)[number];

export interface Closable {
  /** Ends work in flight and closes. */
  close(): Promise<void>;
}

/**
 * The connections of this process, and their end. Nest ends a service in four steps:
 * `onModuleDestroy`, `beforeApplicationShutdown`, the listener closes, `onApplicationShutdown`;
 * within a step, global modules come last. Consumers and engines stop in the first, what they leave
 * is flushed in the second, and requests over HTTP end with the third: all of them find the
 * connections open. Only this class uses the fourth, because the order in which Nest ends the
 * global modules among themselves follows from the order of imports.
 */
@Injectable()
export class OpenConnections implements OnApplicationShutdown {
  private readonly open = new Map<ConnectionName, Closable>();

  constructor(@Inject(Logger) private readonly logger: Logger) {}

  /** From now on the connection is closed with the service. */
  add(name: ConnectionName, connection: Closable): void {
    this.open.set(name, connection);
  }

  async onApplicationShutdown(): Promise<void> {
    for (const name of CLOSED_IN_ORDER) {
      const connection = this.open.get(name);
      this.open.delete(name);
      try {
        await connection?.close();
      } catch (error) {
        this.logger.error(
          { error, connection: name },
          'A connection did not close in order; it ends with the process',
        );
      }
    }
  }
}
