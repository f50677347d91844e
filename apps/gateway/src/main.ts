import { exitOnFailedStart, loadConfig, startService } from '@eagle/service-kit';
import { gatewayConfigSchema } from './config.js';
import { GatewayModule } from './gateway.module.js';
import { configureHttp, operationsPathsOf } from './http/configure-http.js';
import { service } from './service.js';

async function main(): Promise<void> {
  const config = loadConfig(gatewayConfigSchema, process.env);
  const module = GatewayModule.forConfig(config);
  const operationsPaths = operationsPathsOf(config);
  await startService({ name: service.name, module, config, operationsPaths, configure: configureHttp });
}

main().catch(exitOnFailedStart(service.name));
