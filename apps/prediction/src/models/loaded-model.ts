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
 * One version of one organization's model, ready to run. Whoever uses it holds it (`acquire` ... `release`); once retired it takes no new users and
 * frees its memory after the last one is through, so that frames in flight finish on the version they began with.
 */
export class LoadedModel {
  readonly circuit = new ModelCircuit();
  readonly confidence: ConfidenceScorer;
  /** Null for a bundle of before, without its trees: its predictions come without factors. */
  readonly explainer: RowExplainer | null;
  private users = 0;
  private retired = false;

  constructor(
    readonly manifest: ModelManifest,
    readonly session: ModelSession,
    trees: ScoredTrees | null,
    /** Memory that it takes. */
    readonly bytes: number,
    /** Time it took to fetch, check, open and warm up, milliseconds. */
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

  /** Call once it can no longer be found by new users. */
  retire(): void {
    this.retired = true;
    this.freeIfUnused();
  }

  private freeIfUnused(): void {
    if (!this.retired || this.users > 0) return;
    this.circuit.close();
    // onnxruntime disposes at once; the promise only wraps it.
    void this.session.release();
  }
}
