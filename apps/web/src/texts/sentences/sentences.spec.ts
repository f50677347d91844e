import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  ERROR_AREAS,
  feedProblemSchema,
  feedRemarkSchema,
  gateCheckNameSchema,
  MODEL_FINDING_CODES,
  modelActionSchema,
  servingCauseSchema,
  TAKE_OVER_PAUSES,
  trainingStageSchema,
  trainingWaitSchema,
} from '@eagle/contracts/domain';
import { ALL_ROUTES, mistakeCodeSchema } from '@eagle/contracts/rest';
import { deutsch } from './de/index.js';
import { errors } from './de/errors.js';
import { sentencesAsSent, type SaidOfJudgement } from './sentences.js';
import { UNTRANSLATED } from './untranslated.js';

const WEB = path.resolve(import.meta.dirname, '../../..');
const SENT = 'As the platform sent it.';
/** Words of sentences that German does not have. */
const ENGLISH = /\b(the|and|of|is|are|with|not|this|that|which|from|when|what|has)\b/i;

const EVENT = { events: 9, warnedInTime: 1, falseAlarms: 1, assetDays: 12.34, leadMinutesMedian: 8.25 };
const JUDGEMENT: SaidOfJudgement = {
  model: { event: EVENT, averagePrecision: { value: 0.4321 } },
  clock: { event: { ...EVENT, warnedInTime: 0 } },
  rules: { event: { ...EVENT, warnedInTime: 2 } },
  heldBack: { baseRate: 0.01 },
  calibration: { expectedError: 0.021 },
  warnedByChanceShare: 0.1,
};

/** One sentence of every kind that the platform makes. */
function* everySentence(): Generator<string> {
  for (const problem of feedProblemSchema.exclude(['none']).options) {
    yield deutsch.feed({ state: 'down', problem, reason: SENT });
    yield deutsch.feedTest({ ok: false, problem, reason: SENT });
  }
  yield deutsch.feedTest({ ok: true, problem: 'none', reason: SENT });
  for (const remark of feedRemarkSchema.options) {
    yield deutsch.feed({ state: 'degraded', problem: 'none', remark, reason: SENT, lagMs: 5_400_000 });
  }
  yield* [deutsch.lookCost(SENT), deutsch.notCompared(SENT)];
  for (const reason of TAKE_OVER_PAUSES) yield deutsch.takeOverPause({ reason, explanation: SENT });
  for (const cause of servingCauseSchema.options) {
    yield deutsch.serving({ version: '1.4.0', reason: SENT, cause });
    yield deutsch.serving({ version: null, reason: SENT, cause });
  }
  for (const stage of trainingStageSchema.options) yield deutsch.training({ stage, reason: SENT });
  for (const waitsFor of trainingWaitSchema.options) {
    yield deutsch.training({ stage: 'waiting', reason: SENT, waitsFor });
  }
  yield deutsch.attention(SENT);
  for (const code of MODEL_FINDING_CODES) {
    const figures = { version: '1.4.0', inactiveVersions: 6, storedBytes: 500_000_001 };
    const since = { trainedAt: '2026-03-02T12:34:55.999Z', unusedSince: '2026-03-02T12:34:55.999Z' };
    yield deutsch.finding({ code, message: SENT, ...figures, ...since });
  }
  for (const name of gateCheckNameSchema.options) {
    for (const passed of [true, false]) {
      const check = { name, passed, sentence: SENT };
      yield deutsch.check(check, JUDGEMENT);
      yield deutsch.check(check, null);
      const verdict = { promote: passed, reason: SENT, checks: [check] };
      yield deutsch.verdict({ verdict, event: EVENT, judgement: null });
    }
  }
  yield deutsch.check({ name: 'leak', passed: false, sentence: SENT, subject: 'countdown_h' }, null);
  for (const action of modelActionSchema.options) {
    yield deutsch.step({ action, actorId: null, reason: SENT });
  }
  for (const code of mistakeCodeSchema.exclude(['schema']).options) {
    yield deutsch.mistake({ code, detail: SENT, about: 'hz1pv' }, 'REQUEST.INVALID');
  }
  for (const code of Object.keys(errors)) {
    yield deutsch.refusal({ code, detail: SENT, retryAfterSeconds: null });
    yield deutsch.error(code, SENT);
  }
}

describe('German', () => {
  test('has a form of every sentence that the platform makes, and nothing in it is English', () => {
    const left = [...everySentence()].filter(
      (sentence) => sentence.includes(SENT) || sentence.includes('undefined') || ENGLISH.test(sentence),
    );
    expect(left).toEqual([]);
  });

  test('counts with the plurals and the comma of German', () => {
    const check = (name: 'skill' | 'budget' | 'data', passed: boolean) =>
      deutsch.check({ name, passed, sentence: SENT }, JUDGEMENT);
    expect(check('skill', true)).toBe('Die mittlere Präzision ist 0,432; der Zufall ergäbe 0,01.');
    expect(check('budget', true)).toBe('1 Fehlalarm in 12,3 Anlagentagen: im Alarmbudget.');
    const one = { ...JUDGEMENT, model: { ...JUDGEMENT.model, event: { ...EVENT, events: 1 } } };
    expect(deutsch.check({ name: 'data', passed: true, sentence: SENT }, one)).toBe(
      '1 Ausfall kann beurteilt werden.',
    );
  });

  test('leaves words of people as they are', () => {
    const reason = 'The old one is blind to the new fan.';
    expect(deutsch.step({ action: 'promoted', actorId: 'a', reason })).toBe(reason);
  });

  test('names the code of a refusal that has no text', () => {
    expect(deutsch.refusal({ code: 'NEW.CODE', detail: SENT, retryAfterSeconds: 3 })).toBe(
      'Die Plattform hat es abgelehnt, mit dem Code NEW.CODE. Noch einmal in 3 s.',
    );
  });

  test('shows what it cannot say as English, and counts it once', () => {
    const unknown = { code: 'MODEL.NEW_FINDING', message: SENT };
    expect([deutsch.finding(unknown), deutsch.finding(unknown)]).toEqual(Array(2).fill(`[EN] ${SENT}`));
    const counted = performance.getEntriesByName(UNTRANSLATED, 'mark');
    expect(counted.map((entry) => 'detail' in entry && entry.detail)).toEqual(['MODEL.NEW_FINDING']);
  });
});

describe('English', () => {
  test('is what the platform sent', () => {
    expect(sentencesAsSent.refusal({ code: 'X', detail: SENT, retryAfterSeconds: 1 })).toBe(SENT);
    expect(sentencesAsSent.feed({ state: 'down', problem: 'failed', reason: SENT })).toBe(SENT);
  });
});

/** The sources of the control room, without tests and what is generated. */
const SOURCES = readdirSync(path.join(WEB, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !/\.(spec|fixture)\.|generated/.test(file))
  .map((file) => ({ file, source: readFileSync(path.join(WEB, 'src', file), 'utf8') }));

/** Every address of the interface that the sources name, whole or as a beginning. */
const addressesNamed = (): readonly string[] =>
  SOURCES.flatMap(({ source }) =>
    [...source.matchAll(/['`](\/api\/v1\/[\w/{}-]+)/g)].map(([, address = '']) => address),
  );

/** A sentence of the platform that is shown as it was sent, in whatever language the reader has. */
const AS_SENT =
  /\b(error|problem|refusal)\.detail\b|\{(feed|serving|training|verdict|test)\.reason\}|\{(alert|latest|predicted)\.title\}/;

test('no page shows a sentence of the platform as it was sent', () => {
  const pages = SOURCES.filter(({ file }) => !/^(api|texts)[\\/]/.test(file));
  expect(pages.length).toBeGreaterThan(200);
  expect(pages.filter(({ source }) => AS_SENT.test(source)).map(({ file }) => file)).toEqual([]);
});

const described = (path: string): string => path.replace(/:(\w+)/g, '{$1}');

describe('every refusal that a person of the control room can meet', () => {
  test('has a German text: the codes of each route that the pages use', () => {
    const named = addressesNamed();
    const used = ALL_ROUTES.filter((route) =>
      named.some((address) => described(route.path).startsWith(address)),
    );
    expect(used.length).toBeGreaterThan(40);
    const codes = used.flatMap(({ errors: declared = [] }) => declared);
    expect(codes.length).toBeGreaterThan(40);
    expect([...new Set(codes)].filter((code) => !(code in errors))).toEqual([]);
  });

  test('has a German text: the codes of every route, save what only a mistake of the platform gives', () => {
    const ofEveryRoute = Object.entries({ ...ERROR_AREAS.access, ...ERROR_AREAS.http })
      .filter(([code, { kind }]) => kind !== 'bug' && !/^(PUSH|SOCKET)\./.test(code))
      .map(([code]) => code);
    expect(ofEveryRoute.filter((code) => !(code in errors))).toEqual([]);
  });
});
