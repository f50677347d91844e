/** A row of the list of alerts. Its id ends with the id of the alert. */
export const ALERT_ROW = '[role="grid"] [role="row"][aria-selected]';

/**
 * Runs in every page before the page's own scripts, and notes what is painted. A time is the first
 * message after a frame: then the frame is on its way to the screen.
 */
export const PROBE = `(() => {
  if (globalThis.eagleProbe !== undefined) return;
  const ROW = '${ALERT_ROW}';
  const UUID_CHARACTERS = 36;
  const afterPaint = (act) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => act(performance.now());
    port2.postMessage(null);
  });
  const alertIdOf = (row) => row.id.slice(-UUID_CHARACTERS);

  const waiting = new Set();
  const paintedRows = new Map();
  const look = (records) => {
    for (const watch of [...waiting]) {
      if (!watch.isSeen()) continue;
      waiting.delete(watch);
      afterPaint(watch.seen);
    }
    const rows = records
      .flatMap(({ addedNodes }) => [...addedNodes])
      .filter((node) => node instanceof Element && node.matches(ROW) && !paintedRows.has(alertIdOf(node)))
      .map(alertIdOf);
    if (rows.length === 0) return;
    afterPaint((atMs) => {
      for (const id of rows) if (!paintedRows.has(id)) paintedRows.set(id, performance.timeOrigin + atMs);
    });
  };
  new MutationObserver(look).observe(document, {
    subtree: true, childList: true, attributes: true, characterData: true,
  });
  const whenSeen = (isSeen) => new Promise((seen) => {
    if (isSeen()) afterPaint(seen);
    else waiting.add({ isSeen, seen });
  });
  const inTime = (promise) => new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('It was not seen within 30 s.')), 30_000);
    promise.then((value) => { clearTimeout(timer); resolve(value); });
  });
  const firstRow = whenSeen(() => document.querySelector(ROW) !== null);

  const tasks = [];
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) tasks.push({ startMs: startTime, durationMs: duration });
  }).observe({ type: 'longtask', buffered: true });

  let frames = null;
  const tick = () => {
    if (frames === null) return;
    const now = performance.now();
    frames.longestGapMs = Math.max(frames.longestGapMs, now - frames.lastMs);
    frames.lastMs = now;
    frames.count += 1;
    requestAnimationFrame(tick);
  };

  const nextFrame = () => new Promise((resolve) => afterPaint(resolve));
  const badgeOf = (row) => row.querySelector('[role="img"]')?.getAttribute('aria-label') ?? '';

  globalThis.eagleProbe = {
    whenSeen: (isSeen) => inTime(whenSeen(isSeen)),
    firstRow: () => inTime(firstRow),
    paintedRows: () => [...paintedRows].map(([alertId, atMs]) => ({ alertId, atMs })),
    forgetRows: () => paintedRows.clear(),
    longTasks: (sinceMs) => tasks.filter(({ startMs }) => startMs >= sinceMs),
    startFrames: () => {
      const now = performance.now();
      frames = { startMs: now, lastMs: now, count: 0, longestGapMs: 0 };
      requestAnimationFrame(tick);
      return now;
    },
    stopFrames: () => {
      const { startMs, count, longestGapMs } = frames;
      frames = null;
      return { tookMs: performance.now() - startMs, count, longestGapMs };
    },
    mounted: () => {
      const rows = [...document.querySelectorAll(ROW)];
      return { rows: rows.length, nodes: Math.max(0, ...rows.map((row) => row.querySelectorAll('*').length + 1)) };
    },
    readList: async () => {
      const grid = document.querySelector('[role="grid"]');
      const found = new Map();
      if (grid === null) return [];
      for (let top = 0; ; top += Math.floor(grid.clientHeight / 2)) {
        grid.scrollTop = top;
        await nextFrame();
        await nextFrame();
        for (const row of document.querySelectorAll(ROW)) found.set(alertIdOf(row), badgeOf(row));
        if (top + grid.clientHeight >= grid.scrollHeight) break;
      }
      grid.scrollTop = 0;
      await nextFrame();
      return [...found].map(([alertId, badge]) => ({ alertId, badge }));
    },
  };
})()`;

/** A fixed piece of work: how fast this page computes now. @returns milliseconds. */
export const LOOP = `(() => {
  const fromMs = performance.now();
  let value = 1;
  for (let step = 0; step < 2e7; step += 1) value = (Math.imul(value, 1664525) + 1013904223) | 0;
  return value === 0.5 ? NaN : performance.now() - fromMs;
})()`;
