import * as z from 'zod';
import { featureSetHashSchema, modelVersionSchema, organizationIdSchema } from '../domain/ids.js';
import { platformText, textLike } from '../domain/text.js';

/**
 * Bytes of one piece of a file on the bus; base64 and its envelope stay well below the server's
 * largest message.
 */
export const PIECE_BYTES_MAX = 512 * 1024;
/** Largest number of files in one bundle, and largest size of all together in bytes. */
export const BUNDLE_FILES_MAX = 16;
export const BUNDLE_BYTES_MAX = 64 * 1024 * 1024;

/** Name of a file within a bundle: plain, so that it can stand in any store. */
export const bundleFileNameSchema = textLike(
  /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
  'letters, digits, ".", "_" and "-", beginning with a letter or digit',
);

/** SHA-256, hex. */
const digestSchema = textLike(/^[0-9a-f]{64}$/);
const transferIdSchema = z.uuid();

/** Training announces a bundle: its description, and each file with size and digest. */
export const beginAdmissionSchema = z.object({
  organizationId: organizationIdSchema,
  version: modelVersionSchema,
  featureSetHash: featureSetHashSchema,
  files: z
    .array(
      z.object({
        name: bundleFileNameSchema,
        bytes: z.number().int().min(1).max(BUNDLE_BYTES_MAX),
        digest: digestSchema,
      }),
    )
    .min(1)
    .max(BUNDLE_FILES_MAX),
});
export type BeginAdmission = z.infer<typeof beginAdmissionSchema>;

/**
 * `artifactPath` instead of a transfer: an earlier commit admitted this bundle, but its reply was
 * lost.
 */
export const admissionBegunSchema = z.union([
  z.object({ transferId: transferIdSchema }),
  z.object({ artifactPath: platformText }),
]);
export type AdmissionBegun = z.infer<typeof admissionBegunSchema>;

/** The next piece of one file. The pieces of a file come in order; the files come in any order. */
export const admitPieceSchema = z.object({
  transferId: transferIdSchema,
  file: bundleFileNameSchema,
  offset: z.number().int().min(0),
  /** Base64. */
  bytes: z.base64().max(Math.ceil(PIECE_BYTES_MAX / 3) * 4),
  /** Digest of the piece. */
  digest: digestSchema,
});
export type AdmitPiece = z.infer<typeof admitPieceSchema>;

export const commitAdmissionSchema = z.object({ transferId: transferIdSchema });
