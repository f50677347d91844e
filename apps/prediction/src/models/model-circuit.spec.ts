import assert from 'node:assert/strict';
import { AppError } from '@eagle/contracts/domain';
import type { ModelOutputs } from '@eagle/models';
import { eventually } from '@eagle/testing';
import { ModelCircuit } from './model-circuit.js';

const answer = (probability: number): ModelOutputs => ({
  probability: Float32Array.of(probability),
  component: Float32Array.of(1),
  timeToFailure: Float32Array.of(1, 2, 3),
});
const sound = () => Promise.resolve(answer(0.5));
const unsound = () => Promise.resolve(answer(NaN));
const isCode = (code: string) => (error: unknown) => error instanceof AppError && error.code === code;

describe('the circuit of a model', () => {
  afterEach(() => jest.useRealTimers());

  test('opens after three answers that are not numbers; then the model is not run', async () => {
    const circuit = new ModelCircuit();
    for (let run = 0; run < 3; run += 1) {
      await assert.rejects(circuit.call(unsound), isCode('MODEL.ANSWER_UNSOUND'));
    }
    assert.equal(circuit.health, 'failed');
    let runs = 0;
    await assert.rejects(
      circuit.call(() => {
        runs += 1;
        return sound();
      }),
      isCode('CIRCUIT.OPEN'),
    );
    assert.equal(runs, 0);
    circuit.close();
  });

  test('closes again when the single test run succeeds', async () => {
    const circuit = new ModelCircuit(20);
    for (let run = 0; run < 3; run += 1) await assert.rejects(circuit.call(unsound));
    await eventually(async () => {
      await circuit.call(sound);
      return true;
    });
    assert.equal(circuit.health, 'healthy');
    circuit.close();
  });

  test('reports the model of a slow plant as failed after three runs, at any interval', async () => {
    jest.useFakeTimers();
    const circuit = new ModelCircuit();
    for (const health of ['degraded', 'degraded', 'failed']) {
      await assert.rejects(circuit.call(unsound), isCode('MODEL.ANSWER_UNSOUND'));
      assert.equal(circuit.health, health);
      jest.advanceTimersByTime(60_000);
    }
    await circuit.call(sound);
    assert.equal(circuit.health, 'healthy');
    circuit.close();
  });

  test('tolerates single failures among successful runs', async () => {
    const circuit = new ModelCircuit();
    for (let round = 0; round < 10; round += 1) {
      await circuit.call(sound);
      await circuit.call(sound);
      await assert.rejects(circuit.call(unsound));
      assert.equal(circuit.health, 'degraded');
    }
    await circuit.call(sound);
    assert.equal(circuit.health, 'healthy');
    circuit.close();
  });

  test('stops running a model after three failures in a row, however long it succeeded before', async () => {
    const circuit = new ModelCircuit();
    for (let run = 0; run < 100; run += 1) await circuit.call(sound);
    for (let run = 0; run < 3; run += 1) {
      await assert.rejects(circuit.call(unsound), isCode('MODEL.ANSWER_UNSOUND'));
    }
    await assert.rejects(circuit.call(sound), isCode('CIRCUIT.OPEN'));
    circuit.close();
  });

  test('is no longer counted once a window has passed without a failure', async () => {
    let nowMs = 0;
    const circuit = new ModelCircuit(undefined, () => nowMs);
    for (let failure = 0; failure < 3; failure += 1) {
      await assert.rejects(circuit.call(unsound), isCode('MODEL.ANSWER_UNSOUND'));
      for (let run = 0; run < 5; run += 1) await circuit.call(sound);
      nowMs += 60_000;
      assert.equal(circuit.health, 'healthy');
    }
    circuit.close();
  });
});
