import type { ModelVersion, ServingStatus } from '@eagle/contracts/domain';

/** Everything that determines the serving status of an organization. */
export interface ServingFacts {
  /** The version of the live pointer. */
  readonly liveVersion: ModelVersion | null;
  /**
   * Why the live version cannot serve although it is present: other features, damaged, failing.
   * Null: it serves.
   */
  readonly liveProblem: { readonly kind: 'features' | 'damaged' | 'failing'; readonly reason: string } | null;
  /** Version that is being checked and warmed. */
  readonly warmingVersion: ModelVersion | null;
  /** Why the last candidate was refused; null where it was not. */
  readonly refusal: string | null;
  /** Why no registered model can serve (no model inputs); null where one can. */
  readonly obstacle: string | null;
}

const RULES_GO_ON = 'Alerts come from rules only.';

/** State and sentence for people. Pure: the same facts give the same status. */
export function describeServing(
  facts: ServingFacts,
): Pick<ServingStatus, 'state' | 'version' | 'reason' | 'cause'> {
  const { liveVersion, liveProblem, warmingVersion, refusal, obstacle } = facts;
  if (obstacle !== null) {
    const reason = `${obstacle} ${RULES_GO_ON}`;
    return { state: 'rules-only', version: null, reason, cause: 'no-features' };
  }
  if (liveVersion !== null && liveProblem === null) {
    const live = { state: 'live', version: liveVersion } as const;
    return refusal === null ? { ...live, reason: '' } : { ...live, reason: refusal, cause: 'refused' };
  }
  if (warmingVersion !== null) {
    return {
      state: 'warming',
      version: null,
      reason: `Version ${warmingVersion} is being checked and warmed up.`,
      cause: 'warming',
    };
  }
  if (liveVersion !== null && liveProblem !== null) {
    const reason = [liveProblem.reason, refusal, RULES_GO_ON].filter((part) => part !== null).join(' ');
    return liveProblem.kind === 'features'
      ? { state: 'rules-only', version: null, reason, cause: 'other-features' }
      : { state: 'failed', version: liveVersion, reason, cause: liveProblem.kind };
  }
  if (refusal !== null) {
    return { state: 'failed', version: null, reason: `${refusal} ${RULES_GO_ON}`, cause: 'refused' };
  }
  const reason = `There is no model yet. ${RULES_GO_ON}`;
  return { state: 'rules-only', version: null, reason, cause: 'no-model' };
}

/** The refusal in a published status: a new run takes it over from the previous one. */
export function refusalWithin({
  state,
  version,
  reason,
}: Pick<ServingStatus, 'state' | 'version' | 'reason'>): string | null {
  const aboutCandidate = state === 'live' || (state === 'failed' && version === null);
  if (!aboutCandidate || reason === '') return null;
  return reason.replace(` ${RULES_GO_ON}`, '');
}
