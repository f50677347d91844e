import { AppError } from '@eagle/contracts/domain';

/**
 * Passes on what a generator gives, and ends the generator when the reader does not ask for the
 * next item in time: what the generator holds is free again although its reader is slow or was
 * forgotten.
 * @param onEnd  Called once or more when the generator has ended.
 * @throws AppError `TELEMETRY.READER_TOO_SLOW` (timeout) at the next item that a late reader asks
 * for.
 */
export async function* endedWhenIdle<T>(
  items: AsyncGenerator<T>,
  idleMsMax: number,
  onEnd: () => void,
): AsyncGenerator<T> {
  let isEnded = false;
  const end = async (): Promise<void> => {
    isEnded = true;
    try {
      await items.return(undefined);
    } finally {
      onEnd();
    }
  };
  try {
    for (;;) {
      const next = await items.next();
      if (next.done === true) return;
      // A failure to end early is met again below.
      const timer = setTimeout(() => void end().catch(() => undefined), idleMsMax).unref();
      try {
        yield next.value;
      } finally {
        clearTimeout(timer);
      }
      if (isEnded) throw readerTooSlow(idleMsMax);
    }
  } finally {
    await end();
  }
}

const readerTooSlow = (idleMsMax: number): AppError =>
  new AppError(
    'TELEMETRY.READER_TOO_SLOW',
    `The reader of the telemetry history waited more than ${idleMsMax} ms before it asked for more: read faster, or ask for less.`,
  );
