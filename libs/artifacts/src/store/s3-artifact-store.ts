import {
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import {
  AppError,
  modelVersionSchema,
  organizationIdSchema,
  type ModelVersion,
  type OrganizationId,
} from '@eagle/contracts/domain';
import {
  documentExists,
  ENVELOPE_FILE,
  fileMissing,
  fileTooLarge,
  plainName,
  STORED_BYTES_MAX,
  storeFailed,
  versionExists,
  type ArtifactStore,
  type BundlePlace,
} from './artifact-store.js';

export interface S3Options {
  readonly bucket: string;
  /** Put before every key; empty or with a `/` at its end. */
  readonly prefix: string;
  /** Of a server other than Amazon's; it is then addressed as `endpoint/bucket/key`. */
  readonly endpoint?: string;
  readonly region?: string;
  /** Absent: whatever the SDK finds (AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a role, ...). */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

const CONNECT_MS_MAX = 5_000;
const REQUEST_MS_MAX = 30_000;

/**
 * The store in a bucket of any S3-compatible server that honours `If-None-Match: *` on a put
 * (Amazon's, MinIO, Ceph, versitygw, ...). That condition is what keeps two writers apart: the
 * first file of a version claims its place, the last one makes it whole.
 */
export class S3ArtifactStore implements ArtifactStore {
  private readonly client: S3Client;

  constructor(private readonly options: S3Options) {
    const { endpoint, region, credentials } = options;
    this.client = new S3Client({
      ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true }),
      ...(region === undefined ? {} : { region }),
      ...(credentials === undefined ? {} : { credentials }),
      // Servers other than Amazon's need not know its newer checksums; ours are in the envelope.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      requestHandler: {
        connectionTimeout: CONNECT_MS_MAX,
        requestTimeout: REQUEST_MS_MAX,
        throwOnRequestTimeout: true,
      },
    });
  }

  async put(place: BundlePlace, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
    const mine: string[] = [];
    try {
      for (const [name, bytes] of files) {
        const key = this.keyOf(place, plainName(name));
        if (!(await this.create(key, bytes))) throw versionExists(place);
        mine.push(key);
      }
    } catch (error) {
      // Whatever cannot be taken back leaves a version without its last file: nobody opens it, and
      // its number stays taken.
      await this.remove(mine.toReversed()).catch(() => undefined);
      throw error;
    }
  }

  async files(place: BundlePlace): Promise<string[]> {
    return (await this.list(this.keyOf(place, ''))).objects.map(({ key }) => key);
  }

  async read(place: BundlePlace, file: string): Promise<Buffer> {
    return this.readObject(this.keyOf(place, plainName(file)), `The model's ${file}`);
  }

  async versions(organizationId: OrganizationId): Promise<ModelVersion[]> {
    const { folders } = await this.list(`${this.options.prefix}${organizationId}/`);
    return folders.flatMap((name) => modelVersionSchema.safeParse(name).data ?? []);
  }

  async bytes(organizationId: OrganizationId): Promise<number> {
    const { objects } = await this.list(`${this.options.prefix}${organizationId}/`, 'all below');
    // What lies in no version's folder is a document.
    return objects.reduce((sum, { key, bytes }) => (key.includes('/') ? sum + bytes : sum), 0);
  }

  async delete(place: BundlePlace): Promise<void> {
    const names = await this.files(place);
    // What makes it whole goes first, by itself.
    const last = names.filter((name) => name === ENVELOPE_FILE);
    const others = names.filter((name) => name !== ENVELOPE_FILE);
    for (const group of [last, others]) await this.remove(group.map((name) => this.keyOf(place, name)));
  }

  async organizations(): Promise<OrganizationId[]> {
    const { folders } = await this.list(this.options.prefix);
    return folders.flatMap((name) => organizationIdSchema.safeParse(name).data ?? []);
  }

  async putDocument(organizationId: OrganizationId, name: string, bytes: Uint8Array): Promise<void> {
    if (!(await this.create(this.documentKey(organizationId, name), bytes))) throw documentExists(name);
  }

  async documents(organizationId: OrganizationId): Promise<string[]> {
    const { objects } = await this.list(`${this.options.prefix}${organizationId}/`);
    return objects.map(({ key }) => key);
  }

  async readDocument(organizationId: OrganizationId, name: string): Promise<Buffer> {
    return this.readObject(this.documentKey(organizationId, name), name);
  }

  async deleteDocument(organizationId: OrganizationId, name: string): Promise<void> {
    return this.remove([this.documentKey(organizationId, name)]);
  }

  private keyOf({ organizationId, version }: BundlePlace, name: string): string {
    return `${this.options.prefix}${organizationId}/${version}/${name}`;
  }

  private documentKey(organizationId: OrganizationId, name: string): string {
    return `${this.options.prefix}${organizationId}/${plainName(name)}`;
  }

  /** @returns false where something else lies there already. */
  private async create(key: string, bytes: Uint8Array): Promise<boolean> {
    try {
      await this.client.send(
        new PutObjectCommand({ Bucket: this.options.bucket, Key: key, Body: bytes, IfNoneMatch: '*' }),
      );
      return true;
    } catch (error) {
      if (![409, 412].includes(statusOf(error))) throw failed('write', error);
      // The client repeats a put whose answer was lost; what lies there may then be its own. Sealed
      // bytes are never the same twice.
      const there = await this.readObject(key, key);
      return there.equals(bytes);
    }
  }

  private async readObject(key: string, what: string): Promise<Buffer> {
    try {
      const { Body, ContentLength = 0 } = await this.client.send(
        new GetObjectCommand({ Bucket: this.options.bucket, Key: key }),
      );
      if (ContentLength > STORED_BYTES_MAX) throw fileTooLarge(what, ContentLength);
      return Buffer.from((await Body?.transformToByteArray()) ?? []);
    } catch (error) {
      if (error instanceof AppError) throw error;
      if (error instanceof S3ServiceException && error.name === 'NoSuchKey') throw fileMissing(what, error);
      throw failed('read', error);
    }
  }

  /** @returns what lies below a prefix, without it; directly below unless all is asked for. */
  private async list(
    prefix: string,
    depth: 'directly below' | 'all below' = 'directly below',
  ): Promise<{ objects: { key: string; bytes: number }[]; folders: string[] }> {
    const objects: { key: string; bytes: number }[] = [];
    const folders: string[] = [];
    let from: string | undefined;
    try {
      do {
        const page = await this.client.send(
          new ListObjectsV2Command({
            Bucket: this.options.bucket,
            Prefix: prefix,
            ...(depth === 'all below' ? {} : { Delimiter: '/' }),
            ContinuationToken: from,
          }),
        );
        objects.push(
          ...(page.Contents ?? []).map(({ Key = '', Size = 0 }) => ({
            key: Key.slice(prefix.length),
            bytes: Size,
          })),
        );
        folders.push(
          ...(page.CommonPrefixes ?? []).map(({ Prefix = '' }) => Prefix.slice(prefix.length, -1)),
        );
        from = page.IsTruncated === true ? page.NextContinuationToken : undefined;
      } while (from !== undefined);
    } catch (error) {
      throw failed('read', error);
    }
    return { objects, folders };
  }

  private async remove(keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return;
    try {
      const { Errors = [] } = await this.client.send(
        new DeleteObjectsCommand({
          Bucket: this.options.bucket,
          Delete: { Objects: keys.map((Key) => ({ Key })), Quiet: true },
        }),
      );
      const [first] = Errors;
      if (first !== undefined) throw new Error(`${first.Key} cannot be deleted: ${first.Code}`);
    } catch (error) {
      throw failed('write', error);
    }
  }
}

const statusOf = (error: unknown): number =>
  error instanceof S3ServiceException ? (error.$metadata.httpStatusCode ?? 0) : 0;

/**
 * The server's own name for what is wrong (`AccessDenied`, `NoSuchBucket`, ...), or the network's.
 */
function failed(doing: 'read' | 'write', error: unknown): AppError {
  const name =
    error instanceof Error
      ? error.message === ''
        ? error.name
        : `${error.name}: ${error.message}`
      : String(error);
  return storeFailed(doing, name.replace(/\.$/, ''), error);
}
