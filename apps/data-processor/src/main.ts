import { exitOnFailedStart, loadConfig, startService } from '@eagle/service-kit';
import { configSchema } from './config.js';
import { DataProcessorModule } from './data-processor.module.js';

const config = loadConfig(configSchema, process.env);
await startService({
  name: 'data-processor',
  module: DataProcessorModule.forRoot(config),
  config,
}).catch(exitOnFailedStart('data-processor'));
