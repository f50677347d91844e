export const RULE_TYPES = ['limit', 'deviation', 'flag', 'no-data'] as const;
export const RULE_ORDERS = ['title', 'severity', 'alerts'] as const;

export interface RulesSearch {
  /** Words of the title, the id, the component or a tag. */
  readonly find?: string;
  /** Severities with commas between them. */
  readonly severity?: string;
  readonly type?: (typeof RULE_TYPES)[number];
  readonly state?: 'on' | 'off' | 'unsaved';
  readonly order?: (typeof RULE_ORDERS)[number];
}
