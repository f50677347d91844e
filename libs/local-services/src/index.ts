export { LocalServiceError } from './local-service-error.js';
export { freePort } from './free-port.js';
export type { LocalServer } from './local-server.js';
export type { ProcessExit } from './owned-process.js';
export { startPostgres, type PostgresOptions } from './postgres.js';
export { natsGreets, startNats, type NatsOptions } from './nats.js';
export { findNatsServer, natsServerCacheDir, NATS_SERVER_VERSION_MIN } from './nats-binary.js';
export { findS3Server, startS3, type S3Options } from './s3.js';
export { OwnedProcess, type OwnedProcessOptions } from './owned-process.js';
export { StartProgress, type StartingProcess } from './start-progress.js';
export {
  identityOf,
  isAlive,
  isSameProcess,
  startOfProcess,
  type ProcessIdentity,
} from './process-identity.js';
export { endProcess } from './end-process.js';
export { smallDisk, type SmallDisk } from './small-disk.js';
