import { organizationIdSchema } from '@eagle/contracts/domain';
import { openDatabase } from '@eagle/persistence';
import { RETENTION } from '../policy/retention.js';
import { append, everySecond, MONDAY_MS } from '../store/store-world.fixture.js';
import { position } from '../store/positions.fixture.js';
import { FolderSegmentFiles } from './folder-segment-files.js';
import { ParquetTelemetryStore } from './parquet-telemetry-store.js';

/**
 * A writer to be killed: continues from the stored position, forever. Message `n` of the stream
 * holds rows `20 n` to `20 n + 19`. Says `ready` once it writes. Arguments: folder, address of the
 * database, organization.
 */
const MESSAGE_ROWS = 20;

const [folder = '', url = '', organization = ''] = process.argv.slice(2);
const organizationId = organizationIdSchema.parse(organization);
const database = openDatabase({ url, poolMax: 4 });
const files = await FolderSegmentFiles.open(folder, Date.now());
const engine = { spillFolder: `${folder}/.spill` };
const store = await ParquetTelemetryStore.open({ database, files, engine, now: () => MONDAY_MS });
console.log('ready');
let next = ((await store.positions(organizationId)).get('scans')?.sequence ?? -1) + 1;
for (;;) {
  const messages = 1 + (next % 7);
  const rows = everySecond(MONDAY_MS + next * MESSAGE_ROWS * 1_000, messages * MESSAGE_ROWS);
  next += messages;
  await append(store, organizationId, rows, { positions: new Map([['scans', position(next - 1)]]) });
  await store.maintain(organizationId, MONDAY_MS, RETENTION);
}
