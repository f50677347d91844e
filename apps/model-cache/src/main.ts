import { exitOnFailedStart, loadConfig, startService } from '@eagle/service-kit';
import { modelCacheConfigSchema } from './config.js';
import { ModelCacheModule } from './model-cache.module.js';
import { service } from './service.js';

async function main(): Promise<void> {
  const config = loadConfig(modelCacheConfigSchema, process.env);
  await startService({ name: service.name, module: ModelCacheModule.forRoot(config), config });
}

main().catch(exitOnFailedStart(service.name));
