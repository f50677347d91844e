import { exitOnFailedStart, loadConfig, startService } from '@eagle/service-kit';
import { trainingConfigSchema } from './config.js';
import { TrainingModule } from './training.module.js';
import { service } from './service.js';

try {
  const config = loadConfig(trainingConfigSchema, process.env);
  await startService({ name: service.name, module: TrainingModule.forRoot(config), config });
} catch (error) {
  exitOnFailedStart(service.name)(error);
}
