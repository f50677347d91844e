// Checks tokens.css: contrast of every pair that is used, and distances of colours as people with a colour vision deficiency see them.
// node verify-tokens.mjs          prints the tables; leaves with 1 when a pair is below its minimum.
import { readFileSync } from 'node:fs';

const css = readFileSync(new URL('../src/styles/tokens.css', import.meta.url), 'utf8');
const block = (head, end) =>
  Object.fromEntries(
    [
      ...css
        .slice(css.indexOf('{', css.indexOf(head)))
        .split(end)[0]
        .matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/gi),
    ].map((m) => [m[1], m[2]]),
  );
const themes = {
  light: block("[data-theme='light'] {", '\n}'),
  dark: block("\n  [data-theme='dark'] {", '\n  }'),
};

const rgb = (hex) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16) / 255);
const linear = (c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
const luminance = (hex) => {
  const [r, g, b] = rgb(hex).map(linear);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (a, b) => {
  const [x, y] = [luminance(a), luminance(b)].sort((p, q) => q - p);
  return (x + 0.05) / (y + 0.05);
};

// Machado, Oliveira, Fernandes 2009, severity 1, on linear RGB.
const SEEN_AS = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};
function lab(hex, matrix) {
  const l = rgb(hex).map(linear);
  const [r, g, b] = matrix.map((row) =>
    Math.min(1, Math.max(0, row[0] * l[0] + row[1] * l[1] + row[2] * l[2])),
  );
  const f = (t) => (t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}
// CIEDE2000 (Sharma, Wu, Dalal 2005).
function difference([L1, a1, b1], [L2, a2, b2]) {
  const rad = Math.PI / 180,
    C = (Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2;
  const G = 0.5 * (1 - Math.sqrt(C ** 7 / (C ** 7 + 25 ** 7)));
  const [p1, p2] = [a1 * (1 + G), a2 * (1 + G)],
    [C1, C2] = [Math.hypot(p1, b1), Math.hypot(p2, b2)];
  const hue = (b, a) => (a === 0 && b === 0 ? 0 : (Math.atan2(b, a) / rad + 360) % 360);
  const [h1, h2] = [hue(b1, p1), hue(b2, p2)];
  let dh = C1 * C2 === 0 ? 0 : h2 - h1;
  if (dh > 180) dh -= 360;
  if (dh < -180) dh += 360;
  const dL = L2 - L1,
    dC = C2 - C1,
    dH = 2 * Math.sqrt(C1 * C2) * Math.sin((dh / 2) * rad);
  const Lm = (L1 + L2) / 2,
    Cm = (C1 + C2) / 2;
  let hm = h1 + h2;
  if (C1 * C2 !== 0) hm = Math.abs(h1 - h2) <= 180 ? hm / 2 : (hm < 360 ? hm + 360 : hm - 360) / 2;
  const T =
    1 -
    0.17 * Math.cos((hm - 30) * rad) +
    0.24 * Math.cos(2 * hm * rad) +
    0.32 * Math.cos((3 * hm + 6) * rad) -
    0.2 * Math.cos((4 * hm - 63) * rad);
  const SL = 1 + (0.015 * (Lm - 50) ** 2) / Math.sqrt(20 + (Lm - 50) ** 2),
    SC = 1 + 0.045 * Cm,
    SH = 1 + 0.015 * Cm * T;
  const RT =
    -2 * Math.sqrt(Cm ** 7 / (Cm ** 7 + 25 ** 7)) * Math.sin(60 * Math.exp(-(((hm - 275) / 25) ** 2)) * rad);
  return Math.sqrt((dL / SL) ** 2 + (dC / SC) ** 2 + (dH / SH) ** 2 + RT * (dC / SC) * (dH / SH));
}

const SURFACES = ['surface-page', 'surface-1', 'surface-2', 'surface-hover', 'surface-selected'];
const PRIORITIES = ['critical', 'high', 'medium', 'low'];
const pairs = [
  ...['text-1', 'text-2', 'text-3'].flatMap((t) => SURFACES.map((s) => [t, s, t === 'text-1' ? 7 : 4.5])),
  ['text-inverse', 'surface-inverse', 7],
  ['text-inverse-2', 'surface-inverse', 4.5],
  ...PRIORITIES.flatMap((p) => [
    [`${p}-on`, `${p}-fill`, 4.5],
    ...['surface-page', 'surface-1', 'surface-2', 'surface-selected'].map((s) => [`${p}-text`, s, 4.5]),
    ...['surface-page', 'surface-1', 'surface-2', 'surface-selected'].map((s) => [`${p}-edge`, s, 3]),
    [`${p}-text`, `${p}-tint`, 4.5],
    ['text-1', `${p}-tint`, 7],
  ]),
  ...['surface-page', 'surface-1', 'surface-2', 'surface-selected'].flatMap((s) => [
    ['predictive-text', s, 4.5],
    ['predictive', s, 3],
  ]),
  ['predictive-text', 'predictive-tint', 4.5],
  ...['surface-1', 'surface-2'].flatMap((s) => [
    ['line-3', s, 3],
    ['focus', s, 3],
    ['quality-mark', s, 4.5],
    ['acknowledged', s, 4.5],
    ['cleared', s, 3],
    ['chart-axis', s, 4.5],
    ['chart-set-value', s, 3],
    ['destructive', s, 4.5],
  ]),
  ...['chart-1', 'chart-2', 'chart-3', 'chart-4', 'chart-5', 'chart-6'].map((c) => [c, 'surface-2', 3]),
];
const groups = {
  'priorities and prediction': { min: 8, names: [...PRIORITIES.map((p) => `${p}-fill`), 'predictive'] },
  'chart series': { min: 12, names: [1, 2, 3, 4, 5, 6].map((i) => `chart-${i}`) },
};

let failed = 0;
for (const [theme, t] of Object.entries(themes)) {
  console.log(`\n${theme}: contrast, lowest first of each pair of roles`);
  const worst = new Map();
  for (const [a, b, min] of pairs) {
    if (!t[a] || !t[b]) {
      console.log(`missing ${a} or ${b}`);
      failed++;
      continue;
    }
    const ratio = contrast(t[a], t[b]);
    if (ratio < min) {
      failed++;
      console.log(`  BELOW ${a} on ${b}: ${ratio.toFixed(2)} < ${min}`);
    }
    if (!worst.has(a) || ratio < worst.get(a).ratio) worst.set(a, { b, ratio, min });
  }
  for (const [a, { b, ratio, min }] of worst)
    console.log(`  ${a.padEnd(18)} on ${b.padEnd(18)} ${ratio.toFixed(2).padStart(6)}  (least ${min})`);
  for (const [group, { min, names }] of Object.entries(groups))
    for (const [vision, matrix] of Object.entries(SEEN_AS)) {
      let least = [Infinity, ''];
      for (let i = 0; i < names.length; i++)
        for (let j = i + 1; j < names.length; j++) {
          const d = difference(lab(t[names[i]], matrix), lab(t[names[j]], matrix));
          if (d < least[0]) least = [d, `${names[i]} / ${names[j]}`];
        }
      if (least[0] < min) failed++;
      console.log(
        `  ${theme} ${group}, ${vision.padEnd(12)} least CIEDE2000 ${least[0].toFixed(1).padStart(5)}  ${least[1]}${least[0] < min ? '   BELOW ' + min : ''}`,
      );
    }
}
console.log(failed ? `\n${failed} below their minimum` : '\nall pairs hold');
process.exit(failed ? 1 : 0);
