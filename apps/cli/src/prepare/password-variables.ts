import type { ServiceManifest, ServiceName } from '@eagle/contracts/domain';
import { busUsers } from '@eagle/messaging';
import { databaseUsers } from '@eagle/persistence';

/** A service name in the form of variable names, for example `MODEL_CACHE`. */
export const inCapitals = (service: string): string => service.toUpperCase().replaceAll('-', '_');

/**
 * Environment variable with the message bus password of a service, for example
 * `NATS_PASSWORD_DATA_PROCESSOR`.
 */
export const passwordVariable = (service: ServiceName): string => `NATS_PASSWORD_${inCapitals(service)}`;

/**
 * Environment variable with the database password of a service, for example
 * `DATABASE_PASSWORD_MODEL_CACHE`.
 */
export const databasePasswordVariable = (service: ServiceName): string =>
  `DATABASE_PASSWORD_${inCapitals(service)}`;

/**
 * Variables with the password of each role in the database and each user of the message bus:
 * `prepare` makes both.
 */
export const passwordVariables = (manifests: readonly ServiceManifest[]): string[] => [
  ...databaseUsers(manifests).map(({ name }) => databasePasswordVariable(name)),
  ...busUsers(manifests).map(passwordVariable),
];
