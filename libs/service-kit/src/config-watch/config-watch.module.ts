import { Global, Module } from '@nestjs/common';
import { ConfigWatch } from './config-watch.js';

/**
 * Gives `ConfigWatch` to every module, over the connection of `BusModule`, which ends open watches
 * when it closes. Import once, in the root module.
 */
@Global()
@Module({ providers: [ConfigWatch], exports: [ConfigWatch] })
export class ConfigWatchModule {}
