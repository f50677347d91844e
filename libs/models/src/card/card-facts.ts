import type {
  ComponentName,
  Judgement,
  ModelLineage,
  ModelManifest,
  OrganizationConfig,
  Verdict,
} from '@eagle/contracts/domain';

/** The manifest of a model that was judged, as far as it is known before its files are hashed. */
export type JudgedManifest = Omit<ModelManifest, 'files' | 'judgement' | 'verdict' | 'lineage'> & {
  readonly judgement: Judgement;
  readonly verdict: Verdict;
  readonly lineage: ModelLineage;
};

/** Everything that a model card shows. */
export interface CardFacts {
  readonly manifest: JudgedManifest;
  /** As it was configured when the model was trained. */
  readonly organization: Pick<OrganizationConfig, 'name' | 'assets' | 'tags' | 'settings'>;
  /** Every failure of the record, learned from or judged on. */
  readonly failures: readonly { readonly component: ComponentName }[];
  /** Components that failed often enough for a separate model. */
  readonly ownModels: readonly string[];
}

/** How often each component of the model failed in the record, and how often it was judged. */
export function failuresByComponent({
  manifest,
  failures,
  ownModels,
}: CardFacts): { component: ComponentName; known: number; judged: number; ownModel: boolean }[] {
  return manifest.components.map((component) => {
    const among = (list: readonly { component: ComponentName }[]): number =>
      list.filter((failure) => failure.component === component).length;
    return {
      component,
      known: among(failures),
      judged: among(manifest.judgement.events),
      ownModel: ownModels.includes(component),
    };
  });
}

/** Components of the configuration that have no recorded failure. */
export function componentsUnseen({ manifest, organization }: CardFacts): ComponentName[] {
  const { tags, settings } = organization;
  const named = [
    ...tags.flatMap(({ component }) => (component === null ? [] : [component])),
    ...settings.failures.tags.map(({ component }) => component),
  ];
  return [...new Set(named)].filter((component) => !manifest.components.includes(component)).sort();
}
