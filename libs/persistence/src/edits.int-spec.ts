import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { AppError, OrganizationId } from '@eagle/contracts/domain';
import { audit, openDatabase, type Database, type Edit, type OrganizationEdit } from './index.js';
import { preparedDatabase, type DatabaseFixture } from './prepared-database.fixture.js';

let fixture: DatabaseFixture;
let database: Database;
let organization: OrganizationId;

beforeAll(async () => {
  fixture = await preparedDatabase();
  database = fixture.database;
});
beforeEach(async () => {
  organization = await fixture.organization();
});
afterAll(() => fixture.close());

const failure = (assetId: string, organizationId: string = organization) => ({
  data: { organizationId, assetId, component: 'fan', at: new Date(0), source: 'test' },
});
const assets = (): Promise<string[]> =>
  database.editOrganization(organization, async ({ prisma }) =>
    (await prisma.failureRecord.findMany({ orderBy: { assetId: 'asc' } })).map(({ assetId }) => assetId),
  );
const person = (organizationId: OrganizationId) => ({
  data: {
    id: randomUUID(),
    organizationId,
    email: `${randomUUID()}@example.org`,
    name: 'A',
    role: 'ADMIN',
    passwordHash: 'x',
  },
});

describe('an edit', () => {
  test('is there when its work resolves and gone when it throws', async () => {
    await database.editOrganization(organization, ({ prisma }) =>
      prisma.failureRecord.create(failure('kept')),
    );
    await assert.rejects(
      database.editOrganization(organization, async ({ prisma }) => {
        await prisma.failureRecord.create(failure('undone'));
        throw new RangeError('changed its mind');
      }),
      RangeError,
    );
    assert.deepEqual(await assets(), ['kept']);
  });

  test('has statements, the typed client and its audit entry in one transaction', async () => {
    const edit = async (tx: OrganizationEdit): Promise<void> => {
      await tx.prisma.failureRecord.create(failure('before'));
      await tx.query('UPDATE failure_records SET asset_id = $1', ['after']);
      await audit(tx, {
        action: 'FAILURE_RECORDS.ADDED',
        subject: { kind: 'organization', id: organization },
        details: { received: 1, added: 1, changed: 0 },
        by: { actorId: null, correlationId: null },
      });
    };
    const undone = database.editOrganization(organization, async (tx) => {
      await edit(tx);
      throw new Error('undo all three');
    });
    await assert.rejects(undone, { message: 'undo all three' });
    const entries = () => database.editOrganization(organization, ({ prisma }) => prisma.auditEntry.count());
    assert.deepEqual([await assets(), await entries()], [[], 0]);
    await database.editOrganization(organization, edit);
    assert.deepEqual([await assets(), await entries()], [['after'], 1]);
  });

  test('with a failed statement does not succeed, even if its error was swallowed', async () => {
    const swallowing = database.editOrganization(organization, async ({ prisma }) => {
      await prisma.failureRecord.create(failure('twice'));
      await prisma.failureRecord.create(failure('twice')).catch(() => undefined);
    });
    await assert.rejects(swallowing, { code: 'DATABASE.ROLLED_BACK' });
    assert.deepEqual(await assets(), []);
  });

  test('sees and writes only rows of its organization', async () => {
    const other = await fixture.organization();
    await database.editOrganization(other, ({ prisma }) => prisma.user.create(person(other)));
    const seen = await database.editOrganization(organization, ({ prisma }) => prisma.user.findMany());
    assert.deepEqual(seen, []);
    const foreign = database.editOrganization(organization, ({ prisma }) =>
      prisma.user.create(person(other)),
    );
    await assert.rejects(foreign, { code: 'DATABASE.ROW_FORBIDDEN', kind: 'forbidden' });
    const forged = JSON.parse(`"${randomUUID()}', true); --"`) as OrganizationId;
    await assert.rejects(
      database.editOrganization(forged, async () => 1),
      { code: 'DATABASE.ORGANIZATION_INVALID' },
    );
  });

  test('of the platform becomes one of an organization', async () => {
    const outside = database.editPlatform(({ prisma }) => prisma.user.create(person(organization)));
    await assert.rejects(
      outside,
      { code: 'DATABASE.ROW_FORBIDDEN' },
      'the platform edits nobody of an organization',
    );
    await database.editPlatform(async (platform) => {
      const tx = await platform.narrowTo(organization);
      assert.equal(tx.organizationId, organization);
      await tx.prisma.user.create(person(organization));
      assert.equal(await platform.prisma.organization.count(), 1);
    });
  });

  test('cannot be used after its end', async () => {
    const kept = await database.editOrganization(organization, async (tx) => [tx]);
    await assert.rejects(kept[0]?.prisma.user.findMany() ?? assert.fail(), /already closed|P2028/);
  });

  const errors: readonly (readonly [string, (tx: Edit) => Promise<unknown>, Partial<AppError>])[] = [
    [
      'a second one of the same key',
      async ({ prisma }) => {
        await prisma.failureRecord.create(failure('twice'));
        await prisma.failureRecord.create(failure('twice'));
      },
      { code: 'DATABASE.DUPLICATE', kind: 'conflict', retryable: false },
    ],
    [
      'the same by a statement',
      async (tx) => {
        const { id } = await tx.prisma.user.create(person(organization));
        await tx.query('INSERT INTO users SELECT * FROM users WHERE id = $1::uuid', [id]);
      },
      { code: 'DATABASE.DUPLICATE', kind: 'conflict' },
    ],
    [
      'something that is not there',
      ({ prisma }) => prisma.user.update({ where: { id: randomUUID() }, data: { name: 'B' } }),
      { code: 'DATABASE.NOT_FOUND', kind: 'not-found' },
    ],
    [
      'a value that a check refuses',
      ({ prisma }) => prisma.user.create({ data: { ...person(organization).data, role: 'EMPEROR' } }),
      { code: 'DATABASE.VALUE_REFUSED', kind: 'invalid' },
    ],
    [
      'a connection that breaks',
      (tx) => tx.query('SELECT pg_terminate_backend(pg_backend_pid())'),
      { code: 'DATABASE.UNAVAILABLE', kind: 'unavailable', retryable: true },
    ],
  ];
  for (const [name, work, expected] of errors) {
    test(`says what went wrong: ${name}`, async () => {
      await assert.rejects(database.editOrganization(organization, work), expected);
      assert.deepEqual(await assets(), []);
    });
  }

  test('is refused where no connection becomes free', async () => {
    const narrow = openDatabase({ url: fixture.testUrl, poolMax: 1, connectMsMax: 100 });
    try {
      await narrow.forPlatform(async () => {
        await assert.rejects(
          narrow.editPlatform(async () => 1),
          { code: 'DATABASE.BUSY', kind: 'exhausted' },
        );
      });
    } finally {
      await narrow.close();
    }
  });
});
