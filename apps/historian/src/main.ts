import { exitOnFailedStart, loadConfig, startService } from '@eagle/service-kit';
import { historianConfigSchema } from './config.js';
import { HistorianModule } from './historian.module.js';
import { service } from './service.js';

const start = async (): Promise<void> => {
  const config = loadConfig(historianConfigSchema, process.env);
  await startService({ name: service.name, module: HistorianModule.forRoot(config), config });
};

start().catch(exitOnFailedStart(service.name));
