import { exportIdSchema, organizationIdSchema } from '@eagle/contracts/domain';
import fc from 'fast-check';
import { ExportLinks } from './export-links.js';

const links = new ExportLinks('ab'.repeat(32));
const organizationId = organizationIdSchema.parse('3f0c9a52-4a1e-4b7e-9a55-0d9d6a1f2b01');
const exportId = exportIdSchema.parse('8d1f9a52-4a1e-4b7e-9a55-0d9d6a1f2b02');
const file = { organizationId, exportId, expiresMs: 10_000 };
const signatureOf = (href: string): string => new URL(href, 'http://x').searchParams.get('signature') ?? '';
/** Its message, which each code has one of. */
const refusal = (code: 'EXPORT.LINK_INVALID' | 'EXPORT.LINK_EXPIRED'): RegExp =>
  code === 'EXPORT.LINK_INVALID' ? /not one of this platform/ : /time of the link is over/;
const signature = signatureOf(links.hrefOf(file));

test('a link leads to its file until it expires', () => {
  expect(links.hrefOf(file)).toContain(
    `/api/v1/exports/${exportId}/file?organization=${organizationId}&expires=10000&`,
  );
  expect(() => links.check(file, signature, 9_999)).not.toThrow();
  expect(() => links.check(file, signature, 10_000)).toThrow(refusal('EXPORT.LINK_EXPIRED'));
});

const other = '8d1f9a52-4a1e-4b7e-9a55-0d9d6a1f2b03';
test.each([
  ['organization', { ...file, organizationId: organizationIdSchema.parse(other) }],
  ['export', { ...file, exportId: exportIdSchema.parse(other) }],
  ['time', { ...file, expiresMs: 10_001 }],
])('a link with another %s is refused', (_, changed) => {
  expect(() => links.check(changed, signature, 0)).toThrow(refusal('EXPORT.LINK_INVALID'));
});

test('no guess opens a file, nor does a link that another key signed', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.base64String()), (guess) => {
      expect(() => links.check(file, guess, 0)).toThrow(refusal('EXPORT.LINK_INVALID'));
    }),
  );
  const foreign = signatureOf(new ExportLinks('cd'.repeat(32)).hrefOf(file));
  expect(() => links.check(file, foreign, 0)).toThrow(refusal('EXPORT.LINK_INVALID'));
});
