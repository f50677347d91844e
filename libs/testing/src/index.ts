export { eventually, type EventuallyOptions } from './eventually.js';
export { ServiceProcess } from './service-process.js';
export { smallDisk, type SmallDisk } from '@eagle/local-services';
export { Wire } from './wire.js';
export { testBus, type TestBus } from './test-bus.js';
export { testObjectStore, type TestObjectStore } from './test-object-store.js';
export { testDatabase, testPostgres, type TestDatabase } from './test-database.js';
export type { TestServer, TestServers } from './servers/test-server.js';
export { pythonWith } from './python.js';
