import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, type ReactElement, useId, useState } from 'react';
import { type Draft, type Tag } from '../drafts/index.js';
import { Button, Dialog, Field, TextField, useUnsent } from '../parts/index.js';
import { useOrganizationId } from '../session/index.js';
import { useTexts } from '../texts/index.js';
import { RULE_TYPES } from './rules-search.js';
import { newRule } from './reading/rule-edits.js';
import { ruleFacts } from './reading/rule-facts.js';

type RuleType = (typeof RULE_TYPES)[number];
const TITLE_CHARACTERS_MAX = 160;
const NOTHING = { title: '', type: 'limit', tag: '' };

interface NewRuleDialogProps {
  readonly draft: Draft;
  readonly onClose: () => void;
}

/** Asks what a new rule watches, puts it into the draft, and opens it. */
export function NewRuleDialog({ draft, onClose }: NewRuleDialogProps): ReactElement {
  const { t } = useTexts();
  const navigate = useNavigate();
  const formId = useId();
  const { typed, change, sent } = useUnsent(`${useOrganizationId()} rules new`, NOTHING);
  const { title } = typed;
  const type = RULE_TYPES.find((each) => each === typed.type) ?? 'limit';
  const [isTried, setIsTried] = useState(false);
  const tags = draft.configuration.tags.filter((tag) => isFor(type, tag));
  const tag = tags.find((each) => each.tag === typed.tag);
  const isMissing = { title: title.trim() === '', tag: type !== 'no-data' && tag === undefined };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setIsTried(true);
    if (isMissing.title || isMissing.tag) return;
    const rule = newRule({ title: title.trim(), type, tag }, draft.value);
    draft.setAt('/-', rule);
    sent();
    onClose();
    void navigate({ to: '/rules/$ruleId', params: { ruleId: ruleFacts(rule).id } });
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('rules.new')}
      actions={
        <>
          <Button onClick={onClose}>{t('states.cancel')}</Button>
          <Button look="primary" type="submit" form={formId}>
            {t('rules.add')}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="rule-form">
        <TextField
          label={t('rules.new.title')}
          hint={t('rules.new.title.hint')}
          mistake={isTried && isMissing.title ? t('rules.new.title.missing') : undefined}
          value={title}
          maxLength={TITLE_CHARACTERS_MAX}
          onChange={(event) => change({ title: event.target.value })}
        />
        <TypeChoice type={type} onChoose={(chosen) => change({ type: chosen })} />
        {type === 'no-data' ? null : (
          <TagChoice
            tags={tags}
            chosen={tag?.tag ?? ''}
            isMissing={isTried && isMissing.tag}
            onChoose={(chosen) => change({ tag: chosen })}
          />
        )}
      </form>
    </Dialog>
  );
}

interface TypeChoiceProps {
  readonly type: RuleType;
  readonly onChoose: (type: string) => void;
}

function TypeChoice({ type, onChoose }: TypeChoiceProps): ReactElement {
  const { t } = useTexts();
  return (
    <Field label={t('rules.new.type')}>
      {(ids) => (
        <select {...ids} className="input" value={type} onChange={({ target }) => onChoose(target.value)}>
          {RULE_TYPES.map((each) => (
            <option key={each} value={each}>
              {t(`rules.new.type.${each}`)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

interface TagChoiceProps {
  /** Those that a rule of its kind can watch. */
  readonly tags: readonly Tag[];
  /** Empty: none. */
  readonly chosen: string;
  readonly isMissing: boolean;
  readonly onChoose: (tag: string) => void;
}

function TagChoice({ tags, chosen, isMissing, onChoose }: TagChoiceProps): ReactElement {
  const { t } = useTexts();
  return (
    <Field label={t('rules.new.tag')} mistake={isMissing ? t('rules.new.tag.missing') : undefined}>
      {(ids) => (
        <select {...ids} className="input" value={chosen} onChange={({ target }) => onChoose(target.value)}>
          <option value="">{t('rules.new.tag.choose')}</option>
          {tags.map(({ tag, label }) => (
            <option key={tag} value={tag}>
              {label === '' ? tag : `${label} (${tag})`}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** A flag rule watches a boolean tag, limits and gaps are of numbers; a gap needs a set value. */
function isFor(type: RuleType, tag: Tag): boolean {
  if (type === 'flag') return tag.type === 'boolean';
  return tag.type === 'number' && (type === 'limit' || tag.setValueTag !== null);
}
