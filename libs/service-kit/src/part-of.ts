import type { FactoryProvider, Type } from '@nestjs/common';

/** Provides a part that a service has made, so that controllers take it by its class. */
export const partOf = <S, T>(
  service: Type<S>,
  provide: Type<T>,
  part: (service: S) => T,
): FactoryProvider<T> => ({ provide, inject: [service], useFactory: part });
