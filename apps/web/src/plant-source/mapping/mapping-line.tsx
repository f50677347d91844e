import { type ChangeEvent, memo, type ReactElement } from 'react';
import type { Mistake } from '../../api/index.js';
import { classNames, Icon } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import type { Signal } from '../reading/signals.js';
import { isLeftOut, isToDecide, type Mapped } from './choices.js';
import { findingText, mistakeText } from './finding-words.js';
import type { SignalMistake } from './mistakes.js';
import { type Choice, type Role, ROLES } from './roles.js';
import { Sparkline } from './sparkline.js';

interface MappingLineProps {
  readonly mapped: Mapped;
  readonly signal: Signal;
  /** Of this signal: those of the names, and those that the platform found. */
  readonly mistakes: readonly SignalMistake[];
  /** What the platform said of it, when it refused the configuration. */
  readonly refusals: readonly Mistake[];
  readonly roles: readonly Role[];
  readonly isSelected: boolean;
  /** Number of its line, for the arrow keys and for screen readers. */
  readonly at: number;
  readonly onChange: (mapped: Mapped, change: Partial<Choice>) => void;
  readonly onSelect: (source: string, isSelected: boolean) => void;
}

/** One signal: what it is called there, how it runs, and what it becomes here. */
export const MappingLine = memo(function MappingLine(line: MappingLineProps): ReactElement {
  const { t } = useTexts();
  const { mapped, signal, isSelected, at, onSelect, onChange } = line;
  const { source } = mapped;
  const isMarked = isToDecide(mapped) || line.mistakes.length > 0 || line.refusals.length > 0;
  return (
    <tr
      aria-rowindex={at + 2}
      aria-selected={isSelected ? true : undefined}
      className={classNames(isMarked && 'need', isLeftOut(mapped) && 'off')}
    >
      <td>
        <label className="row tight">
          <input
            type="checkbox"
            checked={isSelected}
            aria-label={t('onboarding.mapping.select', { source })}
            data-line={at}
            data-cell="select"
            onChange={(event) => onSelect(source, event.target.checked)}
          />
          <span className="clip" title={source}>
            <span className="mono">{source}</span>
            <span className="onboarding-sample clip">
              {signal.newest ?? t('onboarding.mapping.no-value')}
            </span>
          </span>
        </label>
      </td>
      <td>
        <Sparkline values={signal.values} />
      </td>
      <TagCell {...line} />
      <td>
        <span className="row tight">
          <select
            className="input"
            aria-label={t('onboarding.mapping.role-of', { source })}
            aria-invalid={line.mistakes.some(({ field }) => field === 'role') ? true : undefined}
            value={mapped.role}
            data-line={at}
            data-cell="role"
            onChange={(event) => onChange(mapped, { role: roleOf(event.target.value) })}
          >
            {line.roles.map((role) => (
              <option key={role} value={role}>
                {t(`onboarding.role.${role}`)}
              </option>
            ))}
          </select>
          <TextCell {...line} field="unit" isNarrow />
        </span>
      </td>
      <td>
        <TextCell {...line} field="component" />
      </td>
      <td className="onboarding-found">
        <Found {...line} />
      </td>
    </tr>
  );
});

const roleOf = (value: string): Role => ROLES.find((role) => role === value) ?? 'left-out';

function TagCell(line: MappingLineProps): ReactElement {
  return (
    <td>
      <span className="onboarding-tag">
        <TextCell {...line} field="label" />
        <TextCell {...line} field="tag" isCode />
      </span>
    </td>
  );
}

interface TextCellProps extends MappingLineProps {
  readonly field: 'label' | 'tag' | 'unit' | 'component';
  readonly isNarrow?: true;
  readonly isCode?: true;
}

const CHARACTERS_MAX = { label: 200, tag: 64, unit: 60, component: 64 } as const;

function TextCell({ mapped, mistakes, field, at, isNarrow, isCode, onChange }: TextCellProps): ReactElement {
  const { t } = useTexts();
  return (
    <input
      className={classNames('input', isNarrow && 'narrow', isCode && 'mono')}
      aria-label={t(`onboarding.mapping.${field}-of`, { source: mapped.source })}
      aria-invalid={mistakes.some((mistake) => mistake.field === field) ? true : undefined}
      placeholder={field === 'unit' || field === 'component' ? t(`onboarding.mapping.${field}`) : undefined}
      value={mapped[field]}
      maxLength={CHARACTERS_MAX[field]}
      disabled={isLeftOut(mapped)}
      spellCheck={false}
      data-line={at}
      data-cell={field}
      onChange={(event: ChangeEvent<HTMLInputElement>) => onChange(mapped, { [field]: event.target.value })}
    />
  );
}

/** What is wrong comes first, then why it is proposed so. */
function Found({ mapped, mistakes, refusals }: MappingLineProps): ReactElement {
  const texts = useTexts();
  const wrong = [
    ...mistakes.map((mistake) => mistakeText(mistake, texts)),
    ...refusals.map((refused) => texts.sentences.mistake(refused, null)),
  ];
  const words = wrong.length > 0 ? wrong : mapped.findings.map((finding) => findingText(finding, texts));
  if (words.length === 0) return <span className="t3">{texts.t('onboarding.finding.none')}</span>;
  const icon = wrong.length > 0 || isToDecide(mapped) ? 'warning' : 'info';
  return (
    <span className="row tight" title={words.join(' ')}>
      <Icon name={icon} size="small" />
      <span>{words.join(' ')}</span>
    </span>
  );
}
