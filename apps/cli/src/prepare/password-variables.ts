import type { ServiceName } from '@eagle/contracts/domain';
import type { DatabaseService } from '@eagle/persistence';

/** As the names of variables are written, for example `MODEL_CACHE`. */
export const inCapitals = (service: string): string => service.toUpperCase().replaceAll('-', '_');

/** Environment variable with the message bus password of a service, for example `NATS_PASSWORD_DATA_PROCESSOR`. */
export const passwordVariable = (service: ServiceName): string => `NATS_PASSWORD_${inCapitals(service)}`;

/** Environment variable with the database password of a service, for example `DATABASE_PASSWORD_MODEL_CACHE`. */
export const databasePasswordVariable = (service: DatabaseService): string =>
  `DATABASE_PASSWORD_${inCapitals(service)}`;
