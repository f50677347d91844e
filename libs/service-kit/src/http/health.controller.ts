import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { HealthRegistry, type HealthReport } from '../health.js';
import { areDetailsFor } from './operations-listener.js';

/**
 * `/health/live`: the process answers. `/health/ready`: it can do its job; 503 where it cannot,
 * with the reasons where operators ask.
 */
@Controller('health')
export class HealthController {
  constructor(@Inject(HealthRegistry) private readonly health: HealthRegistry) {}

  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('ready')
  async ready(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<HealthReport | Pick<HealthReport, 'status'>> {
    const report = await this.health.report();
    reply.status(report.status === 'ok' ? 200 : 503);
    return areDetailsFor(request) ? report : { status: report.status };
  }
}
