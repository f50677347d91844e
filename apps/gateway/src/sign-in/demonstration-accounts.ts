import { readFile } from 'node:fs/promises';
import { runFileSchema } from '@eagle/contracts/domain';
import type { ReplyOf, ROUTES } from '@eagle/contracts/rest';
import { CONFIG } from '@eagle/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import type { GatewayConfig } from '../config.js';

type Account = ReplyOf<typeof ROUTES.browserSignIn.demonstration>['accounts'][number];

/** Accounts that the sign-in page of a demonstration offers; none anywhere else. */
@Injectable()
export class DemonstrationAccounts {
  private readonly runFile: string | undefined;

  constructor(@Inject(CONFIG) config: GatewayConfig) {
    this.runFile = config.DEMONSTRATION_RUN_FILE;
  }

  /** The launcher writes the file while it sets the plants up, so it is read each time. */
  async list(): Promise<Account[]> {
    if (this.runFile === undefined) return [];
    const run = await this.read(this.runFile);
    if (run === null) return [];
    const names = new Map(run.organizations.map(({ id, name }) => [id, name]));
    return run.users.map(({ email, password, role, organizationId }) => ({
      ...{ email, password, role },
      organization: organizationId === null ? null : (names.get(organizationId) ?? null),
    }));
  }

  private async read(file: string) {
    let text: string;
    try {
      text = await readFile(file, 'utf8');
    } catch (error) {
      // The launcher has not written it yet.
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      throw error;
    }
    return runFileSchema.parse(JSON.parse(text));
  }
}
