import type { OrganizationConfig, TrainingWait } from '@eagle/contracts/domain';

type Obstacle = Extract<
  TrainingWait,
  'disabled' | 'no-feed' | 'no-mapping' | 'no-inputs' | 'no-failures-defined'
>;

/** What a configuration lacks for a training, and the sentence for people. */
export interface NotTrained {
  readonly waitsFor: Obstacle;
  readonly sentence: string;
}

const SENTENCES: Readonly<Record<Obstacle, string>> = {
  disabled: 'The organization is disabled.',
  'no-feed': 'No feed is configured yet.',
  'no-mapping': 'The columns of the feed are not mapped to tags yet.',
  'no-inputs': 'No tag is marked as model input.',
  'no-failures-defined': 'Neither failure tags nor failure records define a failure; set one of them.',
};

/** Why no model can be trained with an organization's configuration; null when one can. */
export function whyNotTrained(config: OrganizationConfig): NotTrained | null {
  const waitsFor = obstacleIn(config);
  return waitsFor === null ? null : { waitsFor, sentence: SENTENCES[waitsFor] };
}

function obstacleIn({ enabled, feed, mapping, settings, tags }: OrganizationConfig): Obstacle | null {
  if (!enabled) return 'disabled';
  if (feed === null) return 'no-feed';
  if (mapping === null) return 'no-mapping';
  if (!tags.some((tag) => tag.modelInput)) return 'no-inputs';
  const { failures } = settings;
  return failures.tags.length === 0 && !failures.records ? 'no-failures-defined' : null;
}
