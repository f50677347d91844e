import { RPC } from '@eagle/contracts/bus';
import { type Bus, serveReplays, type Subscription } from '@eagle/messaging';
import { BUS } from '@eagle/service-kit';
import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';

/** Sends scans, features and log entries again that somebody could not use. */
@Injectable()
export class ReplayLettersHandler implements OnModuleInit, OnModuleDestroy {
  private subscription: Subscription | null = null;

  constructor(@Inject(BUS) private readonly bus: Bus) {}

  async onModuleInit(): Promise<void> {
    this.subscription = await serveReplays(this.bus, RPC.replayDataProcessorLetter);
  }

  async onModuleDestroy(): Promise<void> {
    await this.subscription?.stop();
  }
}
