import { exitOnFailedStart, loadConfig, startService } from '@eagle/service-kit';
import { trainingConfigSchema } from './config.js';
import { TrainingModule } from './training.module.js';

try {
  const config = loadConfig(trainingConfigSchema, process.env);
  await startService({ name: 'training', module: TrainingModule.forRoot(config), config });
} catch (error) {
  exitOnFailedStart('training')(error);
}
