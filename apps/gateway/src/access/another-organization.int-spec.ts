import { randomUUID } from 'node:crypto';
import {
  alertIdSchema,
  BY_PLATFORM,
  organizationIdSchema,
  type OrganizationId,
  type User,
  userIdSchema,
} from '@eagle/contracts/domain';
import { testDatabase, type TestDatabase } from '@eagle/testing';
import { AlertRepository } from '../alerts/alert.repository.js';
import { AuditEntryRepository } from '../audit/audit-entry.repository.js';
import { OrganizationRepository } from '../configure-organization/organization.repository.js';
import { parseStoredConfig } from '../configure-organization/stored-config.js';
import { seed } from '../fixtures/seed.fixture.js';
import { SessionRepository, type SessionView } from '../sign-in/session.repository.js';
import { UserRepository } from '../sign-in/user.repository.js';

const NOW_MS = Date.parse('2026-01-01T00:00:00Z');
const HASH = 'a-hash-of-a-password';

interface Tenant {
  readonly id: OrganizationId;
  readonly person: User;
  readonly sessionId: string;
}

/**
 * Rows that people edit through the typed client, requested by a repository in the name of another
 * organization.
 */
describe('rows that people edit', () => {
  let prepared: TestDatabase;
  let organizations: OrganizationRepository;
  let users: UserRepository;
  let sessions: SessionRepository;
  let entries: AuditEntryRepository;
  let alerts: AlertRepository;
  let north: Tenant;
  let south: Tenant;

  async function begin(person: User, lastUsedMs: number): Promise<string> {
    const sessionId = randomUUID();
    await sessions.begin({
      ...{ sessionId, user: person, passwordHash: HASH, replacementHash: null, nowMs: lastUsedMs },
      ...{ tokenHash: randomUUID().replaceAll('-', '').repeat(2), expiresAtMs: lastUsedMs + 3_600_000 },
      caller: { address: '127.0.0.1', network: '127.0.0.1', client: 'test' },
    });
    return sessionId;
  }

  async function tenant(slug: string): Promise<Tenant> {
    const id = organizationIdSchema.parse(randomUUID());
    const config = await parseStoredConfig({
      ...{ organizationId: id, revision: 1, name: slug, slug, enabled: true, feed: null },
      ...{ mapping: null, assets: [], tags: [], rules: [], settings: {} },
    });
    await organizations.create({ id, slug, name: slug, enabled: true }, config, BY_PLATFORM, NOW_MS);
    const person: User = {
      ...{ id: userIdSchema.parse(randomUUID()), organizationId: id, email: `admin@${slug}.example` },
      ...{ name: 'Admin', role: 'ADMIN', enabled: true },
    };
    await users.create(person, HASH, BY_PLATFORM, NOW_MS);
    return { id, person, sessionId: await begin(person, NOW_MS) };
  }

  beforeAll(async () => {
    prepared = await testDatabase();
    const database = prepared.openAs('gateway');
    organizations = new OrganizationRepository(database);
    users = new UserRepository(database);
    sessions = new SessionRepository(database);
    entries = new AuditEntryRepository(database);
    alerts = new AlertRepository(database);
    north = await tenant('north');
    south = await tenant('south');
  });
  afterAll(() => prepared.close());

  const asSouth = () => ({ userId: north.person.id, organizationId: south.id });
  const asNorth = () => ({ userId: north.person.id, organizationId: north.id });

  test('another organization can neither change people nor set their passwords', async () => {
    const change = { name: 'Taken over', role: 'OPERATOR' as const };
    expect(await users.change(north.person.id, south.id, change, BY_PLATFORM, NOW_MS)).toBeNull();
    expect(await users.change(north.person.id, null, change, BY_PLATFORM, NOW_MS)).toBeNull();
    const session = { ...asSouth(), sessionId: south.sessionId };
    const password = { formerHash: HASH, newHash: 'stolen' };
    expect(await users.replacePassword(session, password, BY_PLATFORM, NOW_MS)).toBeNull();
    expect(await users.findIn(north.id, north.person.id)).toEqual(north.person);
    expect((await users.credentials(north.person.email))?.passwordHash).toBe(HASH);
  });

  test('another organization can neither see nor end sign-ins', async () => {
    expect(await sessions.list(asSouth(), null, 10, NOW_MS)).toEqual([]);
    expect(await sessions.end(asSouth(), north.sessionId, BY_PLATFORM, NOW_MS)).toBe(false);
    expect(await sessions.endOthers(asSouth(), south.sessionId, BY_PLATFORM, NOW_MS)).toEqual([]);
    expect(await sessions.failedTries(asSouth())).toEqual({ count: 0, lastAt: null });
    const own = await sessions.list(asNorth(), null, 10, NOW_MS);
    expect(own.map(({ id }) => id)).toEqual([north.sessionId]);
  });

  test('sign-ins of one instant are listed once each, over pages of one', async () => {
    const started = await Promise.all([1, 2, 3].map(() => begin(south.person, NOW_MS + 1_000)));
    const seen: string[] = [];
    let after: { readonly lastUsedAt: Date; readonly id: string } | null = null;
    for (;;) {
      const page: SessionView[] = await sessions.list(
        { userId: south.person.id, organizationId: south.id },
        after,
        1,
        NOW_MS + 1_000,
      );
      const [shown] = page;
      if (shown === undefined) break;
      seen.push(shown.id);
      after = { lastUsedAt: new Date(shown.lastUsedAt), id: shown.id };
    }
    expect(seen).toEqual([...started.toSorted().toReversed(), south.sessionId]);
  });

  test('an organization reads its own audit entries, with the addresses of its own people', async () => {
    const of = async (id: OrganizationId) => entries.list(id, {}, null, 100);
    expect((await of(north.id)).map(({ target }) => target)).not.toContain(`user/${south.person.id}`);
    expect((await of(south.id)).map(({ target }) => target)).toContain(`user/${south.person.id}`);
    const [begun] = await entries.list(north.id, { action: 'SIGN_IN.BEGUN' }, null, 1);
    expect(begun).toMatchObject({ actorId: north.person.id, actorEmail: north.person.email });
    expect(await entries.list(south.id, { actorId: north.person.id }, null, 100)).toEqual([]);
  });

  test('only its own organization sees the notes of an alert', async () => {
    const { alertId } = await seed(prepared.open(), north.id, '1.0.0', north.person.id);
    const id = alertIdSchema.parse(alertId);
    expect(await alerts.notes(south.id, id)).toEqual([]);
    expect(await alerts.notes(north.id, id)).toEqual([
      expect.objectContaining({ userId: north.person.id, note: 'a note' }),
    ]);
  });

  test('only its own organization reads a configuration', async () => {
    expect((await organizations.config(north.id))?.slug).toBe('north');
    expect((await organizations.config(south.id))?.slug).toBe('south');
  });
});

/** The client writes whole rows: an edit that did not see the one before it would undo it. */
describe('edits at once', () => {
  let prepared: TestDatabase;
  beforeAll(async () => {
    prepared = await testDatabase();
  });
  afterAll(() => prepared.close());

  test('of one person follow one another, and none is lost', async () => {
    const users = new UserRepository(prepared.openAs('gateway', { poolMax: 4 }));
    const person: User = {
      ...{ id: userIdSchema.parse(randomUUID()), organizationId: null, email: 'super@eagle.example' },
      ...{ name: 'before', role: 'SUPER_ADMIN', enabled: true },
    };
    await users.create(person, HASH, BY_PLATFORM, NOW_MS);
    for (const enabled of [false, true, false, true]) {
      const name = `named while ${enabled}`;
      await Promise.all([
        users.change(person.id, null, { name }, BY_PLATFORM, NOW_MS),
        users.change(person.id, null, { enabled }, BY_PLATFORM, NOW_MS),
      ]);
      expect(await users.find(person.id)).toMatchObject({ name, enabled });
    }
  });
});
