import { exitOnFailedStart, loadConfig, startService } from '@eagle/service-kit';
import { predictionConfigSchema } from './config.js';
import { PredictionModule } from './prediction.module.js';
import { service } from './service.js';

async function main(): Promise<void> {
  const config = loadConfig(predictionConfigSchema, process.env);
  await startService({ name: service.name, module: PredictionModule.forRoot(config), config });
}

main().catch(exitOnFailedStart(service.name));
