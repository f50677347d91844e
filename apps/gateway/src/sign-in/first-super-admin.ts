import { randomUUID } from 'node:crypto';
import { userIdSchema } from '@eagle/contracts/domain';
import { CONFIG, Logger } from '@eagle/service-kit';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { UserRepository } from './user.repository.js';
import type { GatewayConfig } from '../config.js';
import { CLOCK, type Clock } from '../ports.js';
import { PasswordHasher } from './password-hasher.js';

/**
 * Makes the first super-admin of a new installation from the environment. There is no default
 * password anywhere.
 */
@Injectable()
export class FirstSuperAdmin implements OnModuleInit {
  constructor(
    @Inject(UserRepository) private readonly users: UserRepository,
    @Inject(PasswordHasher) private readonly hasher: PasswordHasher,
    @Inject(CONFIG) private readonly config: GatewayConfig,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(Logger) private readonly logger: Logger,
  ) {}

  async onModuleInit(): Promise<void> {
    const { BOOTSTRAP_EMAIL: email, BOOTSTRAP_PASSWORD: password } = this.config;
    if (email === undefined || password === undefined) return;
    const user = {
      id: userIdSchema.parse(randomUUID()),
      email,
      name: 'Super-admin',
      role: 'SUPER_ADMIN' as const,
      organizationId: null,
      enabled: true,
    };
    const passwordHash = await this.hasher.hash(password.reveal());
    if (await this.users.createFirst(user, passwordHash, this.clock())) {
      this.logger.info({ userId: user.id }, 'First super-admin made');
    }
  }
}
