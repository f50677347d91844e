import { type ReactElement, useId, useMemo } from 'react';
import {
  type Draft,
  FormContext,
  type Json,
  SchemaForm,
  stepInto,
  SuggestionList,
  useIsReadOnly,
} from '../../drafts/index.js';
import { Panel } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { RULE_TYPES } from '../rules-search.js';
import { withType } from '../reading/rule-edits.js';
import { ruleFacts } from '../reading/rule-facts.js';
import { ruleHelp, ruleSuggestions } from './rule-help.js';

/** Fields of each panel; a kind of rule has only some of them. */
const PANELS = {
  condition: ['tag', 'setValueTag', 'side', 'direction', 'bands', 'severity', 'afterMs', 'standingAfterMs'],
  timing: ['onDelayMs', 'offDelayMs', 'deadband', 'states'],
  words: ['title', 'recommendedAction', 'component', 'kind'],
} as const;

interface RuleFormProps {
  readonly place: number;
  readonly entry: Json;
  readonly draft: Draft;
}

/** The fields of a rule as an engineer reads them: what it watches, when it alerts, what people read. */
export function RuleForm({ place, entry, draft }: RuleFormProps): ReactElement {
  const { t } = useTexts();
  const { configuration, value } = draft;
  const help = useMemo(() => ruleHelp(configuration, value), [configuration, value]);
  const lists = useMemo(() => ruleSuggestions(configuration, value), [configuration, value]);
  const item = draft.field.kind === 'list' ? draft.field.item : draft.field;
  const at = stepInto('', place);
  return (
    <FormContext value={help}>
      {lists.map((list) => (
        <SuggestionList key={list.id} {...list} />
      ))}
      <div className="rule-form">
        <Panel title={t('rules.condition')}>
          <TypeChoice at={at} entry={entry} draft={draft} />
          <SchemaForm draft={draft} field={item} at={at} only={PANELS.condition} />
        </Panel>
        <Panel title={t('rules.timing')}>
          <SchemaForm draft={draft} field={item} at={at} only={PANELS.timing} />
        </Panel>
        <Panel title={t('rules.words')}>
          <SchemaForm draft={draft} field={item} at={at} only={PANELS.words} />
        </Panel>
      </div>
    </FormContext>
  );
}

interface TypeChoiceProps {
  readonly at: string;
  readonly entry: Json;
  readonly draft: Draft;
}

/** Another kind of rule keeps the tag, the delays and the words. */
function TypeChoice({ at, entry, draft }: TypeChoiceProps): ReactElement {
  const { t } = useTexts();
  const id = useId();
  const isReadOnly = useIsReadOnly();
  return (
    <div className="schema-field">
      <div className="words">
        <label htmlFor={id}>{t('rules.type')}</label>
      </div>
      <div className="control">
        <select
          id={id}
          className="input"
          disabled={isReadOnly}
          value={ruleFacts(entry).type}
          onChange={(event) => {
            const type = RULE_TYPES.find((each) => each === event.target.value);
            if (type !== undefined) draft.setAt(at, withType(entry, type, draft.configuration.tags));
          }}
        >
          {RULE_TYPES.map((each) => (
            <option key={each} value={each}>
              {t(`rules.new.type.${each}`)}
            </option>
          ))}
        </select>
      </div>
    </div>
  );
}
