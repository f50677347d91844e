import { ruleIdSchema, type AlertChange } from '@eagle/contracts/domain';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Episode } from './asset-memory.js';
import { Watch, conditionsOf, steps, watchAll, type Condition } from './people-watch.fixture.js';
import { english, viewOf } from './render/index.js';
import { isWorse } from './severity.js';

const LOUD: readonly AlertChange[] = ['raised', 'joined', 'severity-changed', 'reactivated', 'unsuppressed'];

const rule = (condition: Condition): Episode['known'][number] =>
  condition.startsWith('prediction') ? null : ruleIdSchema.parse(condition);

const RUNS = { numRuns: 1_500 };

test('no condition that is new to people, or worse than they saw, is acknowledged or hidden', () => {
  fc.assert(
    fc.property(steps, (all) => {
      watchAll(all, (watch) => {
        for (const [condition, severity] of watch.unseen()) {
          const { active, acknowledged } = watch.episodeOf(condition).alert.state;
          assert.deepEqual([active, acknowledged], [true, false], `${condition} at ${severity}`);
        }
      });
    }),
    RUNS,
  );
});

test('conditions that people have seen stay acknowledged, or ended', () => {
  fc.assert(
    fc.property(steps, (all) => {
      watchAll(all, (watch, before, changes) => {
        for (const [condition, severity] of watch.standing())
          if (watch.isEnded(condition, severity))
            assert.equal(watch.episodeOf(condition).alert.state.active, false);
        for (const { alert } of before.episodes) {
          const now = watch.plant.memory.episodes.find((episode) => episode.alert.id === alert.id);
          const hasCleared = changes.some(
            ({ change, alert: { id } }) => change === 'cleared' && id === alert.id,
          );
          if (
            !alert.state.active ||
            !alert.state.acknowledged ||
            now?.alert.state.active !== true ||
            hasCleared
          )
            continue;
          const unseen = watch.unseen();
          const hasNews = conditionsOf(now).some((condition) => unseen.has(condition));
          assert.equal(now.alert.state.acknowledged, !hasNews);
        }
      });
    }),
    RUNS,
  );
});

test('a condition that is new, or worse than people saw, is reported in the same step, and sent where they had answered before', () => {
  fc.assert(
    fc.property(steps, (all) => {
      watchAll(all, (watch, before, changes) => {
        for (const [condition, severity] of watch.unseen()) {
          const worstBefore = before.unseen.get(condition);
          if (worstBefore !== undefined && !isWorse(severity, worstBefore)) continue;
          const { alert, silent } = watch.episodeOf(condition);
          const earlier = before.episodes.find((episode) => episode.alert.id === alert.id);
          const wasOpen =
            earlier !== undefined && earlier.alert.state.active && !earlier.alert.state.acknowledged;
          // The alert is already unacknowledged, and has the reported severity.
          if (wasOpen && !earlier.silent && !isWorse(alert.severity, earlier.alert.severity)) continue;
          const isRepetition = silent && earlier?.known.includes(rule(condition)) === true;
          if (isRepetition && !isWorse(alert.severity, earlier.announcedSeverity)) continue;
          const reported = changes.filter((change) => change.sent && change.alert.id === alert.id);
          assert.ok(
            reported.some(({ change }) => wasOpen || LOUD.includes(change)),
            `${condition} at ${severity} was reported as [${reported.map(({ change }) => change).join()}]`,
          );
        }
      });
    }),
    RUNS,
  );
});

test('alerts show their causes under the rules in force', () => {
  fc.assert(
    fc.property(steps, (all) => {
      watchAll(all, ({ plant: { memory, program } }) => {
        if (memory.revision !== program.revision) return;
        for (const { causes, alert } of memory.episodes) {
          const standing = causes.filter(({ ruleId }) => ruleId !== null);
          const rules = standing.map(({ ruleId }) => program.rules.find(({ id }) => id === ruleId));
          assert.deepEqual(
            standing.map(({ facts, action }) => [english.titleOf(facts), action]),
            rules.map((each) => [each?.title, each?.recommendedAction]),
          );
          const titles = program.rules.map(({ title }) => title);
          if (alert.state.active && causes.length === standing.length)
            assert.ok(titles.includes(viewOf(alert).title));
        }
      });
    }),
    RUNS,
  );
});

test('memories that went through a restart at any point decide the same', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const [steady, restarted] = [new Watch(), new Watch()];
      for (const each of all) {
        if (each.what === 'restart') continue;
        steady.take(each);
        restarted.take(each);
        restarted.take({ what: 'restart' });
      }
      assert.deepEqual(restarted.plant.changes, steady.plant.changes);
    }),
    { numRuns: 500 },
  );
});
