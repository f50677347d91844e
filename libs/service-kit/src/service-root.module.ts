import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { RequestErrorFilter } from './requests/request-error.filter.js';

/**
 * The module around a service's own. Nest asks the filter of the outermost module last, so that it
 * takes what no filter of the service took.
 */
@Module({})
export class ServiceRootModule {
  static around(service: Type | DynamicModule): DynamicModule {
    return {
      module: ServiceRootModule,
      imports: [service],
      providers: [{ provide: APP_FILTER, useClass: RequestErrorFilter }],
    };
  }
}
