import type { CustomTransportStrategy } from '@nestjs/microservices';

/**
 * Over what a service is asked beside HTTP. A module that brings a transport adds it while the
 * application is made; `startService` connects, starts and ends it.
 */
export class Transports {
  private readonly strategies: CustomTransportStrategy[] = [];

  add(strategy: CustomTransportStrategy): void {
    this.strategies.push(strategy);
  }

  get all(): readonly CustomTransportStrategy[] {
    return this.strategies;
  }
}
