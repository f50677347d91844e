import { AppError, type OrganizationId } from '@eagle/contracts/domain';
import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
import { z } from 'zod';
import { databaseError, errorOfRefusal, type ServerRefusal, unavailable } from './database-error.js';
import { Prisma, PrismaClient } from './generated/client.js';
import { checkedId, scopeSql } from './scope.js';
import type { Edit, OrganizationEdit, PlatformEdit } from './transaction.js';

const TRANSACTION_MS_MAX = 60_000;

/**
 * Transactions for data that people edit, through the typed client. They exist beside the
 * transactions of `Database`, on the same connections and under the same row-level security: each
 * names its organization first.
 */
export class Edits {
  private readonly client: PrismaClient;

  /** @param pool  Stays open when the edits are closed. */
  constructor(pool: pg.Pool) {
    this.client = new PrismaClient({ adapter: new PrismaPg(pool, { disposeExternalPool: false }) });
  }

  forOrganization<T>(
    organizationId: OrganizationId,
    work: (edit: OrganizationEdit) => Promise<T>,
  ): Promise<T> {
    return this.run((edit) => within(edit, organizationId).then(work));
  }

  forPlatform<T>(work: (edit: PlatformEdit) => Promise<T>): Promise<T> {
    return this.run(async (edit) => {
      await edit.query(scopeSql('', 'platform'));
      return work({ ...edit, scope: 'platform', narrowTo: (organizationId) => within(edit, organizationId) });
    });
  }

  /** Compiles what builds the statements, which holds up the event loop for a tenth of a second. Asks nothing of the server. */
  async prepare(): Promise<void> {
    await this.client.$connect();
  }

  async close(): Promise<void> {
    await this.client.$disconnect();
  }

  private async run<T>(work: (edit: Edit) => Promise<T>): Promise<T> {
    try {
      return await this.client.$transaction(
        async (prisma) => {
          const edit: Edit = {
            prisma,
            query: (sql, params = []) => prisma.$executeRawUnsafe(sql, ...params),
          };
          const result = await work(edit);
          await refuseSwallowed(prisma);
          return result;
        },
        { maxWait: TRANSACTION_MS_MAX, timeout: TRANSACTION_MS_MAX },
      );
    } catch (error) {
      throw editError(error);
    }
  }
}

async function within(edit: Edit, organizationId: OrganizationId): Promise<OrganizationEdit> {
  const checked = checkedId(organizationId);
  await edit.query(scopeSql(checked, ''));
  return { ...edit, organizationId: checked };
}

/**
 * The server answers the COMMIT of a failed transaction with ROLLBACK, and the client treats this
 * as success. Such a transaction refuses every statement.
 */
async function refuseSwallowed(prisma: Prisma.TransactionClient): Promise<void> {
  try {
    await prisma.$executeRawUnsafe('SELECT 1');
  } catch (cause) {
    const message = 'A statement failed and its error was swallowed: nothing was written.';
    throw new AppError('DATABASE.ROLLED_BACK', message, {}, { cause });
  }
}

/** The form in which the client passes on the server's error. */
const reportedByDriver = z.object({
  driverAdapterError: z.object({
    cause: z.object({
      originalCode: z.string().optional(),
      originalMessage: z.string().default(''),
      constraint: z.object({ index: z.string().optional() }).optional(),
      table: z.string().optional(),
    }),
  }),
});

/** P1xxx of the client: the server is away, or the connection broke. */
const NOT_REACHED = /^P1\d{3}$/;

/** The server's message if the client passes it on, else the client's message. */
function editError(error: unknown): unknown {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return databaseError(error);
  const refusal = refusalOf(error);
  if (refusal !== null) return errorOfRefusal(refusal, error);
  if (NOT_REACHED.test(error.code)) return unavailable(error);
  const details = { prismaCode: error.code };
  const cause = { cause: error };
  switch (error.code) {
    case 'P2025':
      return new AppError('DATABASE.NOT_FOUND', 'It does not exist.', details, cause);
    case 'P2028':
      return new AppError('DATABASE.TRANSACTION_OVER', 'The transaction is over already.', details, cause);
    default:
      return new AppError('DATABASE.FAILED', error.message, details, cause);
  }
}

function refusalOf({ meta }: Prisma.PrismaClientKnownRequestError): ServerRefusal | null {
  const reported = reportedByDriver.safeParse(meta).data?.driverAdapterError.cause;
  if (reported?.originalCode === undefined) return null;
  const { originalCode: state, originalMessage: message, constraint, table } = reported;
  return { state, message, constraint: constraint?.index ?? null, table: table ?? null };
}
