import { RPC } from '@eagle/contracts/bus';
import {
  BusModule,
  ConfigWatchModule,
  replayLettersController,
  ServiceKitModule,
  vitalsController,
} from '@eagle/service-kit';
import { Module, type DynamicModule } from '@nestjs/common';
import type { Config } from './config.js';
import { VITALS } from './declared-vitals.js';
import { feedPasswordsProvider, networksProvider } from './feed-access.js';
import { FeedRequestsController } from './feed-requests/feed-requests.controller.js';
import { OrganizationsService } from './organizations/organizations.service.js';
import { ProcessorMetrics } from './pipeline/processor-metrics.js';
import { service } from './service.js';

/** The composition of this service. */
@Module({})
export class DataProcessorModule {
  static forRoot(config: Config): DynamicModule {
    return {
      module: DataProcessorModule,
      imports: [ServiceKitModule.forRoot(config), BusModule.forRoot(config), ConfigWatchModule],
      controllers: [
        FeedRequestsController,
        replayLettersController(RPC.replayDataProcessorLetter),
        vitalsController(service.name, VITALS),
      ],
      providers: [feedPasswordsProvider, networksProvider, ProcessorMetrics, OrganizationsService],
    };
  }
}
