import { type OrganizationId } from '@eagle/contracts/domain';
import { ROUTES } from '@eagle/contracts/rest';
import { Controller, Inject } from '@nestjs/common';
import { Route } from '../http/route.decorator.js';
import { CurrentOrganization } from '../access/request-context.js';
import { LatestPredictions } from './latest-predictions.js';

@Controller()
export class PredictionsController {
  constructor(@Inject(LatestPredictions) private readonly latest: LatestPredictions) {}

  @Route(ROUTES.predictions.read)
  async read(@CurrentOrganization() organizationId: OrganizationId) {
    return { items: await this.latest.of(organizationId) };
  }
}
