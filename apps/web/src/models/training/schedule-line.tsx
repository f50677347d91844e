import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTexts } from '../../texts/index.js';
import { useNow, usePlantTime } from '../../time/index.js';
import { scheduleSentence } from './schedule-sentence.js';
import { useSchedule } from './use-schedule.js';

const EVERY_MS = 60_000;

interface ScheduleLineProps {
  /** When the schedule starts the next training; null: not known, or never. */
  readonly nextAt: string | null;
}

/** When trainings begin by themselves, and where that is changed. */
export function ScheduleLine({ nextAt }: ScheduleLineProps): ReactElement | null {
  const texts = useTexts();
  const plantTime = usePlantTime();
  const now = useNow(EVERY_MS);
  const schedule = useSchedule();
  if (schedule === undefined) return null;
  const next = nextAt === null ? null : { at: Date.parse(nextAt), now };
  return (
    <p className="row tight model-schedule">
      <span title={plantTime.name(now)}>{scheduleSentence(schedule, next, plantTime, texts)}</span>{' '}
      <Link to="/settings" search={{ section: 'training' }} className="model-acts">
        {texts.t('models.schedule.change')}
      </Link>
    </p>
  );
}
