import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { organizationIdSchema } from '@eagle/contracts/domain';
import { place } from '../fixtures/plain-bundle.js';
import { ENVELOPE_FILE, type ArtifactStore } from './artifact-store.js';

const text = (words: string): Buffer => Buffer.from(words);
const files = (content: string) =>
  new Map([
    ['model.onnx.sealed', text(`model ${content}`)],
    ['golden.json.sealed', text(`golden ${content}`)],
    [ENVELOPE_FILE, text(`envelope ${content}`)],
  ]);
const newOrganization = () => organizationIdSchema.parse(randomUUID());

/** One behaviour of a store. */
interface StoreBehaviour {
  readonly name: string;
  readonly check: (store: ArtifactStore) => Promise<void>;
}

/** Behaviours that every store must have. */
export const STORE_BEHAVIOURS: readonly StoreBehaviour[] = [
  {
    name: 'returns the stored files of a version',
    check: async (store) => {
      const one = place(newOrganization(), '1.0.0');
      await store.put(one, files('one'));
      assert.deepEqual((await store.files(one)).sort(), [...files('one').keys()].sort());
      assert.deepEqual(await store.read(one, ENVELOPE_FILE), text('envelope one'));
      assert.deepEqual(await store.versions(one.organizationId), ['1.0.0']);
      assert.ok((await store.organizations()).includes(one.organizationId));
    },
  },

  {
    name: 'knows nothing of another organization or version',
    check: async (store) => {
      const one = place(newOrganization(), '1.0.0');
      await store.put(one, files('one'));
      for (const other of [place(newOrganization(), '1.0.0'), place(one.organizationId, '1.0.1')]) {
        assert.deepEqual(await store.files(other), []);
        await assert.rejects(store.read(other, ENVELOPE_FILE), { code: 'MODEL.FILE_MISSING' });
      }
      assert.deepEqual(await store.versions(newOrganization()), []);
      await assert.rejects(store.read(one, 'card.md.sealed'), { code: 'MODEL.FILE_MISSING' });
    },
  },

  {
    name: 'never overwrites a version',
    check: async (store) => {
      const one = place(newOrganization(), '1.0.0');
      await store.put(one, files('first'));
      await assert.rejects(store.put(one, files('second')), {
        code: 'MODEL.VERSION_EXISTS',
        kind: 'conflict',
      });
      assert.deepEqual(await store.read(one, 'model.onnx.sealed'), text('model first'));
    },
  },

  {
    name: 'lets one of many who put the same version at once win, and it is whole',
    check: async (store) => {
      const one = place(newOrganization(), '1.0.0');
      const writers = ['a', 'b', 'c', 'd', 'e', 'f'];
      const puts = await Promise.allSettled(writers.map((writer) => store.put(one, files(writer))));
      const winners = writers.filter((_, index) => puts[index]?.status === 'fulfilled');
      assert.equal(winners.length, 1);
      for (const [file, bytes] of files(winners[0] ?? '')) {
        assert.deepEqual(await store.read(one, file), bytes);
      }
    },
  },

  {
    name: 'takes a version away and leaves the others',
    check: async (store) => {
      const organizationId = newOrganization();
      const [one, other] = [place(organizationId, '1.0.0'), place(organizationId, '1.1.0')];
      await store.put(one, files('one'));
      await store.put(other, files('other'));
      await store.delete(one);
      await store.delete(one);
      assert.deepEqual(await store.versions(organizationId), ['1.1.0']);
      assert.deepEqual(await store.files(one), []);
      assert.deepEqual(await store.read(other, ENVELOPE_FILE), text('envelope other'));
    },
  },

  {
    name: 'says what the versions of an organization take, its documents and those of others aside',
    check: async (store) => {
      const organizationId = newOrganization();
      assert.equal(await store.bytes(organizationId), 0);
      const [one, other] = [place(organizationId, '1.0.0'), place(organizationId, '1.1.0')];
      await store.put(one, files('one'));
      await store.put(other, new Map([['model.onnx.sealed', text('not whole')]]));
      await store.put(place(newOrganization(), '1.0.0'), files('of another'));
      await store.putDocument(organizationId, 'keys.json', text('keys'));
      const ofOne = [...files('one').values()].reduce((sum, { length }) => sum + length, 0);
      assert.equal(await store.bytes(organizationId), ofOne + 'not whole'.length);
      await store.delete(one);
      assert.equal(await store.bytes(organizationId), 'not whole'.length);
    },
  },

  {
    name: 'keeps documents beside the versions, each written once',
    check: async (store) => {
      const organizationId = newOrganization();
      const puts = await Promise.allSettled(
        ['a', 'b', 'c', 'd'].map((writer) => store.putDocument(organizationId, 'keys.json', text(writer))),
      );
      assert.equal(puts.filter(({ status }) => status === 'fulfilled').length, 1);
      await assert.rejects(store.putDocument(organizationId, 'keys.json', text('z')), {
        code: 'MODEL.DOCUMENT_EXISTS',
      });
      await store.put(place(organizationId, '1.0.0'), files('one'));
      assert.deepEqual(await store.documents(organizationId), ['keys.json']);
      assert.deepEqual(await store.versions(organizationId), ['1.0.0']);
      assert.match((await store.readDocument(organizationId, 'keys.json')).toString(), /^[abcd]$/);
      assert.deepEqual(await store.documents(newOrganization()), []);
      await store.deleteDocument(organizationId, 'keys.json');
      await store.deleteDocument(organizationId, 'keys.json');
      await assert.rejects(store.readDocument(organizationId, 'keys.json'), { code: 'MODEL.FILE_MISSING' });
    },
  },

  {
    name: 'takes plain names only',
    check: async (store) => {
      const one = place(newOrganization(), '1.0.0');
      await store.put(one, files('one'));
      for (const name of ['../1.0.0/model.onnx', 'a/b', '.hidden', '', '..', 'a\\b']) {
        await assert.rejects(store.read(one, name), { code: 'MODEL.PATH_REFUSED' }, name);
        await assert.rejects(store.readDocument(one.organizationId, name), { code: 'MODEL.PATH_REFUSED' });
      }
    },
  },

  {
    name: 'carries large files byte by byte',
    check: async (store) => {
      const one = place(newOrganization(), '2.10.300');
      const bytes = randomBytes(6 * 1024 * 1024);
      await store.put(one, new Map([['model.onnx.sealed', bytes]]));
      assert.ok((await store.read(one, 'model.onnx.sealed')).equals(bytes));
    },
  },
];
