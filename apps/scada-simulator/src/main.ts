import { exitOnFailedStart, loadConfig, startService } from '@eagle/service-kit';
import { simulatorConfigSchema } from './config.js';
import { ScadaSimulatorModule } from './scada-simulator.module.js';

const name = 'scada-simulator';

async function main(): Promise<void> {
  const config = loadConfig(simulatorConfigSchema, process.env);
  await startService({ name, module: ScadaSimulatorModule.forRoot(config), config });
}

main().catch(exitOnFailedStart(name));
