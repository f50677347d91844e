import type { ReactElement } from 'react';
import { useNow, usePlantTime } from '../time/index.js';

const EVERY_MS = 1_000;

/** The plant's time, named once with its zone. */
export function Clock(): ReactElement {
  const now = useNow(EVERY_MS);
  const plantTime = usePlantTime();
  return (
    <div className="clock">
      <b>{plantTime.time(now)}</b>
      <span>{plantTime.name(now)}</span>
    </div>
  );
}
