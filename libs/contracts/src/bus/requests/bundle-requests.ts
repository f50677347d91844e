import * as z from 'zod';
import { modelVersionSchema, organizationIdSchema } from '../../domain/ids.js';
import { platformText } from '../../domain/text.js';
import {
  admissionBegunSchema,
  admitPieceSchema,
  beginAdmissionSchema,
  commitAdmissionSchema,
} from '../bundle-transfer.js';
import { defineRequest } from '../define-request.js';

/** Requests to model-cache about the files of bundles. */
export const bundleRequests = {
  /** One piece of a verified bundle's file, at most 512 KiB, base64; `size` is the whole file's. */
  readModelFile: defineRequest({
    service: 'model-cache',
    name: 'read-model-file',
    request: z.object({
      organizationId: organizationIdSchema,
      version: modelVersionSchema,
      artifactPath: platformText,
      /**
       * `trees.json` and `probability.onnx` only where the manifest lists them. A file that ends in
       * `.ort` is the graph of that name in the form that takes the least memory; model-cache makes
       * it.
       */
      file: z.enum([
        'manifest.json',
        'model.onnx',
        'model.ort',
        'probability.onnx',
        'probability.ort',
        'golden.json',
        'trees.json',
      ]),
      offset: z.number().int().min(0),
    }),
    reply: z.object({ size: z.number().int(), bytes: platformText }),
    timeoutMs: 5_000,
    audience: 'one',
    askedBy: ['prediction', 'training'],
  }),
  /** The model card of a version, Markdown; `MODEL.NO_CARD` (not-found) if its bundle has none. */
  readModelCard: defineRequest({
    service: 'model-cache',
    name: 'read-model-card',
    request: z.object({ organizationId: organizationIdSchema, version: modelVersionSchema }),
    reply: z.object({ text: platformText }),
    timeoutMs: 5_000,
    audience: 'one',
    askedBy: ['gateway'],
  }),
  /**
   * Training transfers a plain bundle in three steps; model-cache seals it and stores it in the
   * artifact store.
   */
  beginAdmission: defineRequest({
    service: 'model-cache',
    name: 'admit-bundle.begin',
    request: beginAdmissionSchema,
    reply: admissionBegunSchema,
    timeoutMs: 10_000,
    audience: 'one',
    askedBy: ['training'],
  }),
  admitPiece: defineRequest({
    service: 'model-cache',
    name: 'admit-bundle.piece',
    request: admitPieceSchema,
    reply: z.object({}),
    timeoutMs: 10_000,
    audience: 'one',
    askedBy: ['training'],
  }),
  commitAdmission: defineRequest({
    service: 'model-cache',
    name: 'admit-bundle.commit',
    request: commitAdmissionSchema,
    reply: z.object({ artifactPath: platformText }),
    timeoutMs: 60_000,
    audience: 'one',
    askedBy: ['training'],
  }),
  /**
   * Versions that have a place in the artifact store, registered or not; the next version comes
   * after all of them.
   */
  storedVersions: defineRequest({
    service: 'model-cache',
    name: 'stored-versions',
    request: z.object({ organizationId: organizationIdSchema }),
    reply: z.object({ versions: z.array(modelVersionSchema) }),
    timeoutMs: 10_000,
    audience: 'one',
    askedBy: ['training'],
  }),
} as const;
