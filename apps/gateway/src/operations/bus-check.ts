import { BUCKETS, BUS_CHECK_KEY, type BusCheck as Check } from '@eagle/contracts/bus';
import type { Bus, Subscription } from '@eagle/messaging';
import { BUS, HealthRegistry, type HealthVerdict, Metrics } from '@eagle/service-kit';
import { believedNow } from '@eagle/service-kit/clocks';
import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { METRICS } from '../declared-metrics.js';

/** The supervisor checks every ten seconds. */
const FRESH_MS_MAX = 60_000;
/** How long findings that were repaired stay visible. */
const REPORTED_MS = 3_600_000;

/**
 * Objects that the stream supervisor finds on the message server and that the platform did not
 * create: shown under readiness and counted. The gateway still works, so it stays ready.
 */
@Injectable()
export class BusCheck implements OnModuleInit, OnModuleDestroy {
  private check: Check | null = null;
  private watch: Subscription | null = null;

  constructor(
    @Inject(BUS) private readonly bus: Bus,
    @Inject(HealthRegistry) private readonly health: HealthRegistry,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {}

  async onModuleInit(): Promise<void> {
    this.watch = await this.bus.bucket(BUCKETS.busCheck).watch((key, check) => {
      if (key === BUS_CHECK_KEY) this.check = check;
    });
    this.health.register('bus-check', () => verdictOn(this.check, believedNow()));
    this.metrics.gauge(METRICS.busCheckFindings, (gauge) => gauge.set(this.check?.found ?? 0));
    this.metrics.gauge(METRICS.busCheckAgeSeconds, (gauge) =>
      gauge.set(this.check === null ? -1 : (believedNow() - Date.parse(this.check.checkedAt)) / 1_000),
    );
  }

  async onModuleDestroy(): Promise<void> {
    await this.watch?.stop();
  }
}

export function verdictOn(check: Check | null, nowMs: number): HealthVerdict {
  if (check === null || nowMs - Date.parse(check.checkedAt) > FRESH_MS_MAX)
    return { ok: true, reason: 'nothing checks the message server: is the stream supervisor running?' };
  const lately = check.findings.filter(({ foundAt }) => nowMs - Date.parse(foundAt) < REPORTED_MS);
  if (lately.length === 0) return { ok: true };
  const texts = new Set(lately.map(({ text, healed }) => `${text}${healed ? ' (put right)' : ''}`));
  return { ok: true, reason: [...texts].join('; ') };
}
