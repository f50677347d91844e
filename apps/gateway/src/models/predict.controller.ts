import { RPC } from '@eagle/contracts/bus';
import { AppError, type OrganizationId } from '@eagle/contracts/domain';
import { ROUTES, type BodyOf } from '@eagle/contracts/rest';
import type { Bus } from '@eagle/messaging';
import { BUS } from '@eagle/service-kit';
import { Body, Controller, Header, Inject } from '@nestjs/common';
import { listsInSlices } from '../http/body/lists-in-slices.js';
import { Route } from '../http/route.decorator.js';
import { CurrentOrganization } from '../access/request-context.js';

/** Rows of a batch that go to prediction in one request. */
const ROWS_AT_ONCE = 50;

/** Predictions on demand, for rows that the caller sends. */
@Controller()
export class PredictController {
  constructor(@Inject(BUS) private readonly bus: Bus) {}

  @Route(ROUTES.predict.one)
  async one(
    @CurrentOrganization() organizationId: OrganizationId,
    @Body({ schema: ROUTES.predict.one.body }) body: BodyOf<typeof ROUTES.predict.one>,
  ) {
    const { explain, ...row } = body;
    const { predictions } = await this.ask(organizationId, [row], explain);
    const [prediction] = predictions;
    if (prediction === undefined) {
      throw new AppError('PREDICTION.NONE', 'No prediction came back for a row that was sent.');
    }
    return prediction;
  }

  @Route(ROUTES.predict.batch)
  @Header('content-type', 'application/json; charset=utf-8')
  async batch(
    @CurrentOrganization() organizationId: OrganizationId,
    @Body({ schema: listsInSlices(ROUTES.predict.batch.body) }) body: BodyOf<typeof ROUTES.predict.batch>,
  ): Promise<string> {
    // Requested and written piece by piece: a thousand rows at once would block the event loop for
    // a tenth of a second.
    const texts: string[] = [];
    for (let at = 0; at < body.rows.length; at += ROWS_AT_ONCE) {
      const rows = body.rows.slice(at, at + ROWS_AT_ONCE);
      const { predictions } = await this.ask(organizationId, rows, body.explain);
      texts.push(JSON.stringify(predictions).slice(1, -1));
    }
    return `{"predictions":[${texts.join()}]}`;
  }

  private async ask(
    organizationId: OrganizationId,
    rows: BodyOf<typeof ROUTES.predict.batch>['rows'],
    explain: boolean,
  ) {
    const reply = await this.bus.ask(RPC.predict, { organizationId, rows, explain });
    if (reply.predictions.some((prediction) => prediction.organizationId !== organizationId)) {
      throw new AppError('PREDICTION.WRONG_TENANT', 'A prediction of another organization came back.');
    }
    return reply;
  }
}
