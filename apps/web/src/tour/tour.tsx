import { type ReactElement, useEffect, useId, useRef, useState } from 'react';
import { Button, IconButton } from '../parts/index.js';
import { useTexts } from '../texts/index.js';
import { Ring } from './ring.js';
import { TOUR_STEPS, tourMoveOf } from './steps.js';

interface TourProps {
  readonly onBegin: () => void;
  readonly onLeave: () => void;
}

/** Beside the page, never over it: everything goes on, and Esc leaves at any moment. */
export default function Tour({ onBegin, onLeave }: TourProps): ReactElement | null {
  const { t } = useTexts();
  const titleId = useId();
  const next = useRef<HTMLButtonElement>(null);
  const [at, setAt] = useState(0);
  const move = (step: 1 | -1): void => {
    if (at + step >= TOUR_STEPS.length) onLeave();
    else setAt(Math.max(0, at + step));
  };
  useEffect(() => {
    onBegin();
    next.current?.focus();
  }, [onBegin]);
  const step = TOUR_STEPS[at];
  if (step === undefined) return null;
  const isLast = at === TOUR_STEPS.length - 1;
  return (
    <>
      <Ring place={step.place} />
      {/* Keys come from the buttons in it. */}
      {/* eslint-disable-next-line jsx-a11y-x/no-noninteractive-element-interactions */}
      <section
        className="tour"
        role="dialog"
        aria-labelledby={titleId}
        onKeyDown={({ key }) => {
          const wanted = tourMoveOf(key);
          if (wanted === 'leave') onLeave();
          else if (wanted !== null) move(wanted === 'next' ? 1 : -1);
        }}
      >
        <div className="row spread">
          <h2 id={titleId}>{t(`tour.${step.name}.title`)}</h2>
          <IconButton icon="close" label={t('tour.leave')} onClick={onLeave} />
        </div>
        <p aria-live="polite">{t(`tour.${step.name}`)}</p>
        <div className="row">
          <span className="t3">{t('tour.step', { step: at + 1, steps: TOUR_STEPS.length })}</span>
          <span className="grow" />
          <Button onClick={() => move(-1)} disabled={at === 0}>
            {t('tour.back')}
          </Button>
          <Button ref={next} look="primary" onClick={() => move(1)}>
            {t(isLast ? 'tour.done' : 'tour.next')}
          </Button>
        </div>
      </section>
    </>
  );
}
