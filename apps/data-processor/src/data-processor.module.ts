import { BusModule, ConfigWatchModule, ServiceKitModule } from '@eagle/service-kit';
import { Module, type DynamicModule } from '@nestjs/common';
import type { Config } from './config.js';
import { ReplayLettersHandler } from './dead-letters/replay-letters.handler.js';
import { feedPasswordsProvider, networksProvider } from './feed-access.js';
import { FeedRequestsHandler } from './feed-requests/feed-requests.handler.js';
import { OrganizationsService } from './organizations/organizations.service.js';
import { ProcessorMetrics } from './pipeline/processor-metrics.js';

/** The one place where this service's parts meet. */
@Module({})
export class DataProcessorModule {
  static forRoot(config: Config): DynamicModule {
    return {
      module: DataProcessorModule,
      imports: [ServiceKitModule.forRoot(config), BusModule.forRoot(config), ConfigWatchModule],
      providers: [
        feedPasswordsProvider,
        networksProvider,
        ProcessorMetrics,
        OrganizationsService,
        FeedRequestsHandler,
        ReplayLettersHandler,
      ],
    };
  }
}
