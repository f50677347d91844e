import type { ReactElement } from 'react';
import { numberText } from '../../charts/index.js';
import { useTexts } from '../../texts/index.js';
import { ageText } from '../../time/index.js';
import { Course } from '../course/course.js';
import { figureLabel, figureSpan, figureText, partsText } from './figure-words.js';
import type { Figure } from './vitals.js';

/** Fifteen minutes. */
const KEPT_MS = 15 * 60_000;

interface FigureCellsProps {
  readonly figures: readonly Figure[];
  readonly askedEveryMs: number;
}

/** The figures of a service, each with its course over the last 15 minutes. */
export function FigureCells({ figures, askedEveryMs }: FigureCellsProps): ReactElement {
  return (
    <ul className="vital-figures">
      {figures.map((figure) => (
        <FigureCell key={figure.name} figure={figure} askedEveryMs={askedEveryMs} />
      ))}
    </ul>
  );
}

interface FigureCellProps {
  readonly figure: Figure;
  readonly askedEveryMs: number;
}

function FigureCell({ figure, askedEveryMs }: FigureCellProps): ReactElement {
  const texts = useTexts();
  const { language } = texts;
  const { shape, past } = figure;
  const label = figureLabel(figure, texts);
  const parts = partsText(figure, language);
  return (
    <li>
      <span className="t3 clip" title={label}>
        {label}
      </span>
      <span className="row tight">
        <span className="num nowrap">{figureText(figure, language)}</span>
        <span className="t3 nowrap grow">{figureSpan(figure, askedEveryMs, texts)}</span>
        <Course
          values={past}
          slots={Math.round(KEPT_MS / askedEveryMs)}
          label={useCourseLabel(figure, label, askedEveryMs)}
          hatchesGaps={shape === 'rate' || shape === 'now'}
        />
      </span>
      {parts === '' ? null : (
        <span className="t3 clip" title={parts}>
          {parts}
        </span>
      )}
    </li>
  );
}

/** `Rows read, the last 15 min: 2 to 31.` */
function useCourseLabel({ past, shape, unit }: Figure, label: string, askedEveryMs: number): string {
  const { t, language } = useTexts();
  const values = past.filter((value): value is number => value !== null);
  const time = ageText(past.length * askedEveryMs);
  if (values.length === 0) return t('platform.course.none', { label, time });
  const text = (value: number): string =>
    shape === 'count' ? numberText(value, language) : figureText({ shape, unit, value }, language);
  return t('platform.course', {
    label,
    time,
    low: text(Math.min(...values)),
    high: text(Math.max(...values)),
  });
}
