import type {
  AuditAuthor,
  ModelFinding,
  ModelManifest,
  ModelVersion,
  OrganizationId,
} from '@eagle/contracts/domain';
import type { Change, VersionRecord } from '@eagle/models';
import type { BundleReference } from '../bundles/verified-bundles.js';

/** A version as the register knows it. */
export interface RegisteredVersion extends VersionRecord {
  readonly artifactPath: string;
  /** When it came into its state. */
  readonly stateAtMs: number;
  /** It was put into service or shadow by an override. */
  readonly overridden: boolean;
}

/** The register of model versions, each call for one organization and no other. Every change is written with its history and audit entry. */
export interface ModelRegister {
  read(organizationId: OrganizationId): Promise<RegisteredVersion[]>;
  /** Takes in a version that was announced but is not registered (a bundle that was put into the store by hand). */
  ensure(manifest: ModelManifest, artifactPath: string): Promise<void>;
  /**
   * Takes all steps or none.
   * @throws AppError `MODEL.CHANGED` (conflict) where a version is no longer in the state that a step begins in.
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
  /** Writes into the audit log what the health watch found, and what it finds no more. */
  noteFindings(
    organizationId: OrganizationId,
    changes: { readonly appeared: readonly ModelFinding[]; readonly gone: readonly ModelFinding[] },
  ): Promise<void>;
  /** @returns the version's tags afterwards. @throws AppError `MODEL.NOT_FOUND`, `MODEL.TAGS_MAX` (invalid). */
  tag(
    organizationId: OrganizationId,
    version: ModelVersion,
    by: AuditAuthor,
    change: { readonly add: readonly string[]; readonly remove: readonly string[] },
  ): Promise<string[]>;
}

/** Takes a version's files out of the artifact store; those that are gone already are no error. */
export interface BundleRemoval {
  remove(reference: BundleReference): Promise<void>;
}
