import { Controller, Get, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { HealthRegistry, type HealthReport } from '../health.js';

/** `/health/live`: the process answers. `/health/ready`: it can do its job; 503 with the reasons where it cannot. */
@Controller('health')
export class HealthController {
  readonly #health: HealthRegistry;

  constructor(@Inject(HealthRegistry) health: HealthRegistry) {
    this.#health = health;
  }

  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<HealthReport> {
    const report = await this.#health.report();
    reply.status(report.status === 'ok' ? 200 : 503);
    return report;
  }
}
