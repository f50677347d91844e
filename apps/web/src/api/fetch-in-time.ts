/** A request without an answer for so long has none: a connection can be dead without an end. */
const ANSWER_MS_MAX = 60_000;

/**
 * Like `fetch`; rejects where no answer begins in time. What a large answer takes to arrive does not
 * count.
 */
export async function fetchInTime(request: Request): Promise<Response> {
  const deadline = new AbortController();
  const timer = setTimeout(
    () => deadline.abort(new TypeError(`no answer within ${ANSWER_MS_MAX} ms`)),
    ANSWER_MS_MAX,
  );
  try {
    return await fetch(request, { signal: AbortSignal.any([request.signal, deadline.signal]) });
  } finally {
    clearTimeout(timer);
  }
}
