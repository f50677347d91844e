import assert from 'node:assert/strict';
import { AppError, modelVersionSchema, type ModelState, type ModelVersion } from '@eagle/contracts/domain';
import fc from 'fast-check';
import {
  assertDeletable,
  changeToFollow,
  decideDeployment,
  decideQuarantine,
  decideRollBack,
  inactiveVersions,
  isLegalStep,
  lastGoodVersion,
  versionsToDelete,
  type Change,
  type VersionRecord,
} from './index.js';

const v = (minor: number): ModelVersion => modelVersionSchema.parse(`1.${minor}.0`);

function record(minor: number, state: ModelState, change: Partial<VersionRecord> = {}): VersionRecord {
  return {
    version: v(minor),
    state,
    stateReason: '',
    refusedByGate: state === 'refused',
    createdAtMs: minor,
    servedUntilMs: null,
    leftService: null,
    ...change,
  };
}
const served = (minor: number, untilMs: number, leftService: VersionRecord['leftService'] = 'superseded') =>
  record(minor, leftService === 'quarantined' ? 'quarantined' : 'retired', {
    servedUntilMs: untilMs,
    leftService,
  });

/** What the register does with a change: the obvious way. */
function applied(records: readonly VersionRecord[], { steps }: Change, nowMs: number): VersionRecord[] {
  return records.map((each) => {
    const step = steps.find(({ version }) => version === each.version);
    if (step === undefined) return each;
    const left = step.leftService === null ? {} : { leftService: step.leftService, servedUntilMs: nowMs };
    return { ...each, state: step.to, stateReason: step.reason, ...left };
  });
}

const deploy = (
  records: readonly VersionRecord[],
  minor: number,
  mode: 'champion' | 'shadow' | 'retired',
  override: string | null = null,
) => decideDeployment(records, { version: v(minor), mode, reason: 'As asked.', override });
const refusedWith = (code: string, text: RegExp) => (error: unknown) =>
  error instanceof AppError && error.code === code && text.test(error.message);

describe('the life of a version', () => {
  test('goes from registered through shadow to champion, and the former champion retires', () => {
    const first = [record(0, 'champion'), record(1, 'registered')];
    const shadowed = deploy(first, 1, 'shadow');
    assert.deepEqual([shadowed.champion, shadowed.shadow], [v(0), v(1)]);
    const promoted = deploy(applied(first, shadowed, 10), 1, 'champion');
    assert.deepEqual([promoted.champion, promoted.shadow], [v(1), null]);
    assert.deepEqual(
      promoted.steps.map(({ version, from, to, leftService }) => [version, from, to, leftService]),
      [
        [v(0), 'champion', 'retired', 'superseded'],
        [v(1), 'shadow', 'champion', null],
      ],
    );
  });

  test('refuses illegal steps with a sentence', () => {
    const records = [record(0, 'champion'), record(1, 'registered'), record(2, 'shadow')];
    assert.throws(
      () => deploy(records, 0, 'champion'),
      refusedWith('MODEL.STEP_ILLEGAL', /the champion already/),
    );
    assert.throws(() => deploy(records, 2, 'shadow'), refusedWith('MODEL.STEP_ILLEGAL', /in shadow already/));
    assert.throws(
      () => deploy(records, 0, 'shadow'),
      refusedWith('MODEL.STEP_ILLEGAL', /serves\. Deploy another/),
    );
    assert.throws(() => deploy(records, 0, 'retired'), refusedWith('MODEL.STEP_ILLEGAL', /not in shadow/));
    assert.throws(() => deploy(records, 9, 'champion'), refusedWith('MODEL.NOT_FOUND', /no model/));
    assert.throws(() => assertDeletable(records, v(0)), refusedWith('MODEL.CHAMPION_STAYS', /serves/));
    assert.equal(assertDeletable(records, v(2)).version, v(2));
  });

  test('lets a refused version serve only with an override, which stays with it', () => {
    const records = [
      record(0, 'champion'),
      record(1, 'refused', { stateReason: 'It warns 1 of 9 failures in time' }),
    ];
    assert.throws(
      () => deploy(records, 1, 'champion'),
      refusedWith('MODEL.REFUSED_BY_GATE', /1 of 9 failures in time\. An admin/),
    );
    assert.throws(() => deploy(records, 1, 'shadow'), refusedWith('MODEL.REFUSED_BY_GATE', /override/));
    const change = deploy(records, 1, 'champion', 'The old one is blind to the new fan.');
    assert.deepEqual(change.steps.at(-1)?.override, true);
    assert.match(change.steps.at(-1)?.reason ?? '', /new fan/);
    const later = applied(applied(records, change, 1), decideRollBack(applied(records, change, 1), ''), 2);
    assert.throws(() => deploy(later, 1, 'champion'), refusedWith('MODEL.REFUSED_BY_GATE', /override/));
    const unneeded = deploy([record(0, 'champion'), record(1, 'registered')], 1, 'champion', 'Just in case.');
    assert.equal(unneeded.steps.at(-1)?.override, false);
  });

  test('rolls back to the last version that served well, and never to one that was rolled back', () => {
    const records = [served(0, 10), served(1, 20), record(2, 'champion')];
    const once = applied(records, decideRollBack(records, 'It cries wolf.'), 30);
    assert.equal(once.find(({ state }) => state === 'champion')?.version, v(1));
    const twice = applied(once, decideRollBack(once, ''), 40);
    assert.equal(twice.find(({ state }) => state === 'champion')?.version, v(0));
    assert.throws(
      () => decideRollBack(twice, ''),
      refusedWith('MODEL.NOTHING_TO_ROLL_BACK', /has served well/),
    );
    assert.throws(
      () => decideRollBack([], ''),
      refusedWith('MODEL.NOTHING_TO_ROLL_BACK', /No version serves/),
    );
  });

  test('quarantines what fails in service and returns to the last good version once, else to rules only', () => {
    const records = [served(0, 10), record(1, 'champion'), record(2, 'shadow')];
    const change = decideQuarantine(records, v(1), 'It answers NaN.', true);
    assert.deepEqual([change?.champion, change?.shadow], [v(0), v(2)]);
    assert.deepEqual(
      change?.steps.map(({ action }) => action),
      ['quarantined', 'returned'],
    );
    assert.equal(decideQuarantine(records, v(1), 'It answers NaN.', false)?.champion, null);
    assert.equal(decideQuarantine(records, v(2), 'It answers NaN.', true)?.champion, v(1));
    assert.equal(decideQuarantine(records, v(0), 'A report that came late.', true), null);
    const after = applied(records, change ?? assert.fail('no change'), 20);
    assert.throws(
      () => deploy(after, 1, 'champion'),
      refusedWith('MODEL.QUARANTINED', /failed in service: It answers NaN\. An admin/),
    );
  });

  test('records a flip as it was decided, once, however late', () => {
    const records = [served(0, 10), record(1, 'champion'), record(2, 'shadow')];
    for (const decided of [deploy(records, 2, 'champion'), decideRollBack(records, 'It cries wolf.')]) {
      const flip = decided.steps.find(({ to }) => to === 'champion') ?? assert.fail('no champion');
      const followed = changeToFollow(records, flip);
      assert.deepEqual(followed, decided);
      assert.equal(changeToFollow(applied(records, decided, 20), flip), null);
    }
    const unknown = { version: v(9), action: 'promoted', reason: '', override: false } as const;
    assert.equal(changeToFollow(records, unknown), null);
  });

  test('keeps five inactive versions, the last good one and the newest, beside champion and shadow', () => {
    const records = [
      served(0, 5),
      ...[1, 2, 3, 4, 5, 6, 7].map((minor) => record(minor, 'refused')),
      record(8, 'champion'),
      record(9, 'shadow'),
    ];
    const gone = versionsToDelete(records);
    assert.deepEqual(
      gone.map(({ version }) => version),
      [v(1), v(2), v(3)],
    );
    assert.equal(inactiveVersions(records.filter((each) => !gone.includes(each))).length, 5);
    // The last good one runs in shadow: it is not inactive, and takes no other version's place.
    const shadowed = [
      record(0, 'shadow', { leftService: 'superseded', servedUntilMs: 5 }),
      ...records.slice(1, 9),
    ];
    assert.deepEqual(
      versionsToDelete(shadowed).map(({ version }) => version),
      [v(1), v(2)],
    );
  });

  test('holds for any requests: one champion, one shadow, legal steps, nothing kept alive or lost by mistake', () => {
    const command = fc.record({
      what: fc.constantFrom(
        'champion',
        'shadow',
        'retired',
        'roll-back',
        'quarantine',
        'register',
        'refuse',
        'retain',
      ),
      minor: fc.nat({ max: 7 }),
      override: fc.option(fc.constant('Because.')),
    });
    fc.assert(
      fc.property(fc.array(command, { maxLength: 40 }), (commands) => {
        let records: VersionRecord[] = [];
        let fled = new Set<string>();
        commands.forEach(({ what, minor, override }, nowMs) => {
          if (what === 'register' || what === 'refuse') {
            const next = Math.max(-1, ...records.map(({ createdAtMs }) => createdAtMs)) + 1;
            records = [...records, record(next, what === 'register' ? 'registered' : 'refused')];
            return;
          }
          if (what === 'retain') {
            const gone = versionsToDelete(records, 2);
            for (const { state } of gone) assert.ok(state !== 'champion' && state !== 'shadow');
            assert.ok(!gone.includes(lastGoodVersion(records) ?? record(99, 'retired')));
            records = records.filter((each) => !gone.includes(each));
            return;
          }
          let change: Change | null;
          try {
            if (what === 'roll-back') change = decideRollBack(records, '');
            else if (what === 'quarantine')
              change = decideQuarantine(records, v(minor), 'Failed.', override !== null);
            else change = deploy(records, minor, what, override);
          } catch (error) {
            assert.ok(error instanceof AppError && /[.]$/.test(error.message), String(error));
            return;
          }
          if (change === null) return;
          for (const step of change.steps) {
            assert.ok(isLegalStep(step.from, step.to), JSON.stringify(step));
            const before = records.find(({ version }) => version === step.version);
            assert.equal(before?.state, step.from);
            if (step.to === 'champion' && step.action !== 'promoted') assert.ok(!fled.has(step.version));
            if (before?.refusedByGate && step.to === 'champion' && step.action === 'promoted')
              assert.ok(step.override);
          }
          records = applied(records, change, nowMs + 100);
          const inState = (state: ModelState) =>
            records.filter((each) => each.state === state).map((r) => r.version);
          assert.deepEqual(inState('champion'), change.champion === null ? [] : [change.champion]);
          assert.deepEqual(inState('shadow'), change.shadow === null ? [] : [change.shadow]);
          // A version that somebody deploys again by hand is trusted again once another one follows
          // it.
          fled = new Set(
            records
              .filter(
                ({ leftService, state }) =>
                  state !== 'champion' && leftService !== null && leftService !== 'superseded',
              )
              .map(({ version }) => version),
          );
        });
      }),
      { numRuns: 500 },
    );
  });
});
