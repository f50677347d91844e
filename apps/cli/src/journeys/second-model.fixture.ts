import type { ModelVersion, OrganizationId, TrainingRunId } from '@eagle/contracts/domain';
import { ROUTES } from '@eagle/contracts/rest';
import type { GatewayClient } from '../gateway/gateway-client.js';
import { refusedModel } from '../gateway/refused-model.js';
import { waitFor } from './running-eagle.fixture.js';

/** One split for everything: a really trained model, worse than every serving model. */
const WORST_TREES = { numIterations: 1, numLeaves: 2 };
const TRAINING_MS_MAX = 240_000;

/**
 * A second model of an organization, trained by the platform from the plant's history with poor
 * settings.
 */
export class SecondModel {
  private constructor(
    private readonly admin: GatewayClient,
    private readonly organizationId: OrganizationId,
    private readonly runId: TrainingRunId,
  ) {}

  static async ask(admin: GatewayClient, organizationId: OrganizationId): Promise<SecondModel> {
    const params = { organizationId };
    const settings = await admin.ask(ROUTES.configuration.settings, { params });
    const training = { ...settings.training, hyperparameters: WORST_TREES };
    await admin.ask(ROUTES.configuration.putSettings, { params, body: { ...settings, training } });
    const { runId } = await admin.ask(ROUTES.trainings.train, { body: { reason: 'One cut should do.' } });
    return new SecondModel(admin, organizationId, runId);
  }

  /** Waits for the end of its training. @returns the refused version, and the reason. */
  async refused(): Promise<{ readonly version: ModelVersion; readonly reason: string }> {
    const ended = await waitFor('the second training', TRAINING_MS_MAX, async () => {
      const run = await this.admin.ask(ROUTES.trainings.training, { params: { runId: this.runId } });
      return run.finishedAt === null ? null : run;
    });
    const newest = await refusedModel(this.admin, this.organizationId);
    if (newest === null || newest.version !== ended.version) {
      throw new Error(
        `the second training ended as ${ended.stage} with version ${String(ended.version)}, not refused`,
      );
    }
    return newest;
  }
}
