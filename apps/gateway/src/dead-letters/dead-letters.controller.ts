import type { OrganizationId } from '@eagle/contracts/domain';
import { type QueryOf, ROUTES } from '@eagle/contracts/rest';
import { Controller, Inject, Param, Query } from '@nestjs/common';
import { Route } from '../http/route.decorator.js';
import type { Principal } from '../access/principal.js';
import { CurrentOrganization, CurrentPrincipal } from '../access/request-context.js';
import { DeadLetters } from './dead-letters.js';

const { deadLetters, platformDeadLetters } = ROUTES;

/** Messages of one organization that no consumer could use, for its admins. */
@Controller()
export class DeadLettersController {
  constructor(@Inject(DeadLetters) private readonly letters: DeadLetters) {}

  @Route(deadLetters.list)
  list(
    @CurrentOrganization() organizationId: OrganizationId,
    @Query({ schema: deadLetters.list.query }) query: QueryOf<typeof deadLetters.list>,
  ) {
    return this.letters.list(organizationId, query);
  }

  @Route(deadLetters.show)
  show(
    @CurrentOrganization() organizationId: OrganizationId,
    @Param('sequence', { schema: deadLetters.show.params.sequence }) sequence: number,
  ) {
    return this.letters.show(organizationId, sequence);
  }

  @Route(deadLetters.replay)
  replay(
    @CurrentPrincipal() principal: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
    @Param('sequence', { schema: deadLetters.replay.params.sequence }) sequence: number,
  ) {
    return this.letters.replay(principal, organizationId, sequence);
  }
}

/** The same for all organizations, and for messages that name none. */
@Controller()
export class PlatformDeadLettersController {
  constructor(@Inject(DeadLetters) private readonly letters: DeadLetters) {}

  @Route(platformDeadLetters.list)
  list(@Query({ schema: platformDeadLetters.list.query }) query: QueryOf<typeof platformDeadLetters.list>) {
    return this.letters.list(null, query);
  }
}
