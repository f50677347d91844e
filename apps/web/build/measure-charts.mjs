// Measures the chart library in the system's Chromium, as lanes draw with it: `npm run measure:charts -w @eagle/web`.
// A day of one value a second, 8 lanes with a band from the lowest to the highest value: every row, and the
// 1 500 buckets that the interface answers.
import { createRequire } from 'node:module';
import { chromiumPath } from '@eagle/testing/browser';
import { chromium } from 'playwright-core';

const LANES = 8;
const DAY_S = 86_400;
const FRAMES = 60;

const executablePath = chromiumPath(process.env);
if (executablePath === null) throw new Error('No Chromium was found: name one in EAGLE_CHROMIUM.');
const library = createRequire(import.meta.url).resolve('uplot/dist/uPlot.iife.min.js');
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.addScriptTag({ path: library });
  for (const points of [1_500, DAY_S]) {
    const measured = await page.evaluate(measure, {
      points,
      lanes: LANES,
      daySeconds: DAY_S,
      frames: FRAMES,
    });
    process.stdout.write(`${JSON.stringify({ points, lanes: LANES, ...measured })}\n`);
  }
} finally {
  await browser.close();
}

/** Runs in the page: script time of the first drawing, and of each step of a movement of the range. */
async function measure({ points, lanes, daySeconds, frames }) {
  document.body.replaceChildren();
  const step = daySeconds / points;
  const times = Array.from({ length: points }, (_, at) => at * step);
  const low = times.map((at) => 100 * Math.sin(at / 9_000) + ((at * 7_919) % 13));
  const high = low.map((value) => value + 4);
  const range = { from: 0, to: daySeconds };
  const options = {
    width: 1_000,
    height: 84,
    cursor: { show: false },
    legend: { show: false },
    scales: { x: { time: false, range: () => [range.from, range.to] } },
    series: [{}, { stroke: 'black', points: { show: false } }, { stroke: 'black', points: { show: false } }],
    bands: [{ series: [1, 2], fill: 'black' }],
  };
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  await frame();
  const began = performance.now();
  const plots = Array.from({ length: lanes }, () => new uPlot(options, [times, high, low], document.body));
  // The library draws in a microtask.
  await Promise.resolve();
  const firstMs = performance.now() - began;
  const moves = [];
  for (let at = 0; at < frames; at += 1) {
    await frame();
    const start = performance.now();
    range.from = (daySeconds * at) / frames / 4;
    range.to = range.from + daySeconds * 0.7;
    for (const plot of plots) plot.setScale('x', { min: range.from, max: range.to });
    await Promise.resolve();
    moves.push(performance.now() - start);
  }
  const ordered = moves.toSorted((a, b) => a - b);
  const rounded = (ms) => Math.round(ms * 10) / 10;
  return {
    firstMs: rounded(firstMs),
    moveMsMedian: rounded(ordered[Math.floor(frames / 2)]),
    moveMsP95: rounded(ordered[Math.floor(frames * 0.95)]),
  };
}
