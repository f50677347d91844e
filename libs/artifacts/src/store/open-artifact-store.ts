import { AppError } from '@eagle/contracts/domain';
import type { ArtifactStore } from './artifact-store.js';
import { FileArtifactStore } from './file-artifact-store.js';

const EXPECTED =
  'a folder, or s3://BUCKET/PREFIX?region=REGION, for other servers than Amazon’s with &endpoint=ADDRESS';

/**
 * Opens the store that a configuration names.
 * @param location  A folder, or `s3://bucket/prefix?endpoint=https://...&region=...`; there the
 * credentials are those that the S3 client finds by itself (AWS_ACCESS_KEY_ID and
 * AWS_SECRET_ACCESS_KEY, the machine's role).
 * @throws AppError `MODEL.STORE_LOCATION_INVALID` (invalid).
 */
export async function openArtifactStore(location: string): Promise<ArtifactStore> {
  if (!location.includes('://')) {
    const store = new FileArtifactStore(location);
    // eslint-disable-next-line no-restricted-syntax -- the ages of files go by the wall clock
    await store.removeAbandonedWork(Date.now());
    return store;
  }
  const url = URL.canParse(location) ? new URL(location) : null;
  if (url === null || url.protocol !== 's3:' || url.hostname === '') throw wrongLocation();
  const prefix = url.pathname.replace(/^\//, '');
  const endpoint = url.searchParams.get('endpoint');
  const region = url.searchParams.get('region');
  if (endpoint !== null && !URL.canParse(endpoint)) throw wrongLocation();
  // The client is large: it is loaded for S3 only.
  const { S3ArtifactStore } = await import('./s3-artifact-store.js');
  return new S3ArtifactStore({
    bucket: url.hostname,
    prefix: prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`,
    ...(endpoint === null ? {} : { endpoint }),
    // A self-hosted server requires a region and ignores it.
    ...(region === null ? (endpoint === null ? {} : { region: 'us-east-1' }) : { region }),
  });
}

const wrongLocation = (): AppError =>
  new AppError('MODEL.STORE_LOCATION_INVALID', `The artifact store is ${EXPECTED}.`);
