import { exitOnFailedStart, loadConfig, startService } from '@eagle/service-kit';
import { configSchema } from './config.js';
import { DataProcessorModule } from './data-processor.module.js';
import { service } from './service.js';

const config = loadConfig(configSchema, process.env);
await startService({
  name: service.name,
  module: DataProcessorModule.forRoot(config),
  config,
}).catch(exitOnFailedStart(service.name));
