import type { ModelManifest } from '@eagle/contracts/domain';
import type { ModelSession } from '@eagle/model-runtime';
import {
  compileConfidence,
  compileExplainer,
  type ConfidenceScorer,
  type RowExplainer,
  type ScoredTrees,
} from '@eagle/models';
import { ModelCircuit } from './model-circuit.js';

/**
 * One version of one organization's model, ready to run. Every user holds it (`acquire` ...
 * `release`). Once retired, it takes no new users and frees its memory after the last user has
 * released it, so that frames in flight finish on the version they began with.
 */
export class LoadedModel {
  readonly circuit = new ModelCircuit();
  readonly confidence: ConfidenceScorer;
  /** Null for an older bundle without trees: its predictions come without factors. */
  readonly explainer: RowExplainer | null;
  private users = 0;
  private retired = false;

  constructor(
    readonly manifest: ModelManifest,
    readonly session: ModelSession,
    trees: ScoredTrees | null,
    /** Its memory in bytes. */
    readonly bytes: number,
    /** Time to fetch, check, open and warm up, milliseconds. */
    readonly loadMs: number,
  ) {
    this.confidence = compileConfidence(manifest.reference);
    this.explainer = trees === null ? null : compileExplainer(trees, manifest.reference);
  }

  acquire(): void {
    this.users += 1;
  }

  release(): void {
    this.users -= 1;
    this.freeIfUnused();
  }

  /** Call once no new user can find it. */
  retire(): void {
    this.retired = true;
    this.freeIfUnused();
  }

  private freeIfUnused(): void {
    if (!this.retired || this.users > 0) return;
    this.circuit.close();
    // onnxruntime disposes synchronously; the promise only wraps it.
    void this.session.release();
  }
}
