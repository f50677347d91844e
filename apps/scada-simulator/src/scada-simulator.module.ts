import { ServiceKitModule } from '@eagle/service-kit';
import { Module, type DynamicModule } from '@nestjs/common';
import type { SimulatorConfig } from './config.js';
import { FaultsController } from './inject-fault/faults.controller.js';
import { Plants } from './run-plants/plants.js';

@Module({})
export class ScadaSimulatorModule {
  static forRoot(config: SimulatorConfig): DynamicModule {
    return {
      module: ScadaSimulatorModule,
      imports: [ServiceKitModule.forRoot(config)],
      controllers: [FaultsController],
      providers: [Plants],
    };
  }
}
