import { type OrganizationId, predictionResultSchema } from '@eagle/contracts/domain';
import { Controller, Get, Inject } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ApiOrganizationInQuery } from '../http/api-organization.decorator.js';
import { ForMembers } from '../tenancy/access-rules.decorator.js';
import { CurrentOrganization } from '../tenancy/request-context.js';
import { LatestPredictions } from './latest-predictions.js';

const latestSchema = z.object({ items: z.array(predictionResultSchema) });

@ApiTags('predictions')
@Controller('api/v1/predictions')
export class PredictionsController {
  constructor(@Inject(LatestPredictions) private readonly latest: LatestPredictions) {}

  /** The newest prediction of each asset. */
  @Get('latest')
  @ForMembers()
  @ApiOrganizationInQuery()
  @ApiResponse({ status: 200, standardSchema: latestSchema })
  async read(@CurrentOrganization() organizationId: OrganizationId) {
    return { items: await this.latest.of(organizationId) };
  }
}
