import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { LocalServiceError, startS3, type LocalServer } from '@eagle/local-services';

/** An S3-compatible server of its own with one empty bucket. */
export interface TestObjectStore {
  readonly endpoint: string;
  readonly bucket: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** For tests that stop or restart the server. */
  readonly server: LocalServer;
  close(): Promise<void>;
}

/** @returns the server, or why there is none on this machine: tests are skipped with that sentence. */
export async function testObjectStore(): Promise<TestObjectStore | { readonly missing: string }> {
  const dir = await mkdtemp(path.join(tmpdir(), 'eagle-s3-'));
  const bucket = 'eagle-artifacts';
  const credentials = { accessKeyId: 'eagle-test', secretAccessKey: randomBytes(16).toString('hex') };
  try {
    const server = await startS3({ dir, bucket, ...credentials });
    const close = async (): Promise<void> => {
      await server.stop();
      await rm(dir, { recursive: true, force: true });
    };
    return { endpoint: server.url, bucket, credentials, server, close };
  } catch (error) {
    await rm(dir, { recursive: true, force: true });
    if (error instanceof LocalServiceError && error.code === 'BINARY_MISSING')
      return { missing: error.message };
    throw error;
  }
}
