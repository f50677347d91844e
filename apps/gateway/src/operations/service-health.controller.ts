import { AppError } from '@eagle/contracts/domain';
import { ROUTES, serviceSchema, type ReplyOf } from '@eagle/contracts/rest';
import { CONFIG, HealthRegistry } from '@eagle/service-kit';
import { Controller, Inject, Param, Res } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Route } from '../http/route.decorator.js';
import type { GatewayConfig } from '../config.js';

const ASK_MS_MAX = 2_000;
/** An answer is reused for this long, because anybody may ask at any rate. */
const ANSWER_MS_MAX = 1_000;

type Status = 'ok' | 'unavailable';

/** The health of each service: only whether its replicas are ready, because anybody may ask. */
@Controller()
export class ServiceHealthController {
  private readonly newest = new Map<
    string,
    { readonly replicas: Promise<Status[]>; readonly askedAtMs: number }
  >();

  constructor(
    @Inject(CONFIG) private readonly config: GatewayConfig,
    @Inject(HealthRegistry) private readonly health: HealthRegistry,
  ) {}

  @Route(ROUTES.health.read)
  @ApiResponse({ status: 503, standardSchema: ROUTES.health.read.reply })
  async read(
    @Param('service', { schema: ROUTES.health.read.params.service }) name: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReplyOf<typeof ROUTES.health.read>> {
    const parsed = serviceSchema.safeParse(name);
    if (!parsed.success) throw new AppError('HEALTH.NO_SUCH_SERVICE', 'There is no such service.');
    const service = parsed.data;
    const replicas =
      service === 'gateway' ? [(await this.health.report()).status] : await this.asked(service);
    const status = replicas.every((replica) => replica === 'ok') ? 'ok' : 'unavailable';
    void reply.status(status === 'ok' ? 200 : 503);
    return { service, status, replicas };
  }

  private asked(service: string): Promise<Status[]> {
    const nowMs = performance.now();
    const known = this.newest.get(service);
    if (known !== undefined && nowMs - known.askedAtMs < ANSWER_MS_MAX) return known.replicas;
    const replicas = this.ask(service);
    this.newest.set(service, { replicas, askedAtMs: nowMs });
    return replicas;
  }

  private async ask(service: string): Promise<Status[]> {
    const urls = this.config.SERVICE_URLS.get(service);
    if (urls === undefined) {
      throw new AppError('HEALTH.ADDRESS_UNKNOWN', `SERVICE_URLS does not say where ${service} answers.`);
    }
    return Promise.all(urls.map(isReady));
  }
}

async function isReady(url: string): Promise<Status> {
  try {
    const response = await fetch(new URL('/health/ready', url), { signal: AbortSignal.timeout(ASK_MS_MAX) });
    await response.body?.cancel();
    return response.ok ? 'ok' : 'unavailable';
  } catch {
    return 'unavailable'; // No answer is the answer.
  }
}
