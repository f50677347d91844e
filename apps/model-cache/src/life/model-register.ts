import type {
  AuditAuthor,
  ModelFinding,
  ModelManifest,
  ModelVersion,
  OrganizationId,
} from '@eagle/contracts/domain';
import type { Change, VersionRecord } from '@eagle/models';
import type { BundleReference } from '../bundles/verified-bundles.js';

/** A registered version. */
export interface RegisteredVersion extends VersionRecord {
  readonly artifactPath: string;
  /** When it reached its state. */
  readonly stateAtMs: number;
  /** An override put it into service or shadow. */
  readonly overridden: boolean;
}

/**
 * The register of model versions; each call is for one organization. Every change is written with
 * its history and audit entry.
 */
export interface ModelRegister {
  read(organizationId: OrganizationId): Promise<RegisteredVersion[]>;
  /**
   * Registers a version that was announced but is not registered (a bundle that was put into the
   * store by hand).
   */
  ensure(manifest: ModelManifest, artifactPath: string): Promise<void>;
  /**
   * Takes all steps or none.
   * @throws AppError `MODEL.CHANGED` (conflict) where a version is no longer in the state that a
   * step begins in.
   */
  apply(
    organizationId: OrganizationId,
    change: Pick<Change, 'steps'>,
    by: AuditAuthor,
    at: string,
  ): Promise<void>;
  remove(
    organizationId: OrganizationId,
    version: ModelVersion,
    by: AuditAuthor,
    reason: string,
  ): Promise<void>;
  /** Writes new and resolved findings of the health watch into the audit log. */
  noteFindings(
    organizationId: OrganizationId,
    changes: { readonly appeared: readonly ModelFinding[]; readonly gone: readonly ModelFinding[] },
  ): Promise<void>;
  /**
   * @returns the version's tags afterwards.
   * @throws AppError `MODEL.NOT_FOUND`, `MODEL.TAGS_MAX` (invalid).
   */
  tag(
    organizationId: OrganizationId,
    version: ModelVersion,
    by: AuditAuthor,
    change: { readonly add: readonly string[]; readonly remove: readonly string[] },
  ): Promise<string[]>;
}

/** Deletes a version's files from the artifact store; missing files are no error. */
export interface BundleRemoval {
  remove(reference: BundleReference): Promise<void>;
}
