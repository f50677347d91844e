import { exitOnFailedStart, loadConfig, startService } from '@eagle/service-kit';
import { AlertingModule } from './alerting.module.js';
import { alertingConfigSchema } from './config.js';
import { service } from './service.js';

const start = async (): Promise<void> => {
  const config = loadConfig(alertingConfigSchema, process.env);
  await startService({ name: service.name, module: AlertingModule.forRoot(config), config });
};

start().catch(exitOnFailedStart(service.name));
