import { RPC, reasonSchema } from '@eagle/contracts/bus';
import { AppError, modelVersionSchema, type OrganizationId } from '@eagle/contracts/domain';
import type { Bus } from '@eagle/messaging';
import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ModelRepository } from '../adapters/postgres/model.repository.js';
import { ApiOrganizationInQuery } from '../http/api-organization.decorator.js';
import { BUS } from '../ports.js';
import { ForAdmins } from '../tenancy/access-rules.decorator.js';
import type { Principal } from '../tenancy/principal.js';
import { CurrentOrganization, CurrentPrincipal } from '../tenancy/request-context.js';

const trimmedReasonSchema = reasonSchema.trim();
const deployBodySchema = z.object({
  version: modelVersionSchema,
  /** `champion`: it serves. `shadow`: it predicts beside the champion and alerts nobody. `retired`: out of shadow. */
  mode: z.enum(['champion', 'shadow', 'retired']),
  reason: trimmedReasonSchema.default(''),
  /** For a version that the gate refused or that failed in service: why it is to run all the same. */
  override: z.object({ reason: trimmedReasonSchema.min(1) }).optional(),
});
const rollBackBodySchema = z.object({ reason: trimmedReasonSchema.default('') });

/** What becomes of a version. model-cache decides and writes history and audit. */
@ApiTags('models')
@Controller('api/v1/ml')
export class DeploymentsController {
  constructor(
    @Inject(ModelRepository) private readonly models: ModelRepository,
    @Inject(BUS) private readonly bus: Bus,
  ) {}

  @Post('deploy')
  @HttpCode(200)
  @ForAdmins()
  @ApiOrganizationInQuery()
  @ApiOperation({
    summary: 'Puts a version into service, into shadow, or out of shadow',
    description:
      'Answered when every replica of prediction has it. 409 with one sentence where the step is not possible; `MODEL.REFUSED_BY_GATE` and `MODEL.QUARANTINED` can be overridden with `override: {reason}`, which stays visible in status, list and history.',
  })
  @ApiResponse({ status: 200, standardSchema: RPC.deployModel.reply })
  async deploy(
    @CurrentPrincipal() principal: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
    @Body({ schema: deployBodySchema }) body: z.output<typeof deployBodySchema>,
  ) {
    const { version, mode, reason, override = null } = body;
    // A version of another organization is none of this one: nobody else is asked about it.
    if ((await this.models.model(organizationId, version)) === null) {
      throw new AppError('MODEL.NOT_FOUND', 'not-found', 'There is no model of this version.');
    }
    return this.bus.ask(RPC.deployModel, {
      organizationId,
      actorId: principal.userId,
      version,
      mode,
      reason,
      override,
    });
  }

  @Post('rollback')
  @HttpCode(200)
  @ForAdmins()
  @ApiOrganizationInQuery()
  @ApiOperation({
    summary: 'Back to the last champion that served well',
    description:
      'Within two seconds, also while a training runs or a replica hangs. Versions that failed or were taken back themselves are passed over; 409 `MODEL.NOTHING_TO_ROLL_BACK` where none is left.',
  })
  @ApiResponse({ status: 200, standardSchema: RPC.rollBackModel.reply })
  rollBack(
    @CurrentPrincipal() principal: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
    @Body({ schema: rollBackBodySchema.optional() }) body: z.output<typeof rollBackBodySchema> | undefined,
  ) {
    const reason = body?.reason ?? '';
    return this.bus.ask(RPC.rollBackModel, { organizationId, actorId: principal.userId, reason });
  }
}
