import { parentPort } from 'node:worker_threads';
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';
import { type StrengthAnswer, strengthQuestionSchema } from './password-strength.messages.js';

/**
 * Further characters do not count: the first ones alone must withstand the guesses. This bounds the
 * time of one judgement.
 */
const JUDGED_CHARACTERS_MAX = 64;

/**
 * Runs in a separate thread: the list takes a quarter of a second to load, and one judgement may
 * take longer than a request may block.
 */
const judge = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });

parentPort?.on('message', (message: unknown) => {
  const { id, password, words } = strengthQuestionSchema.parse(message);
  const { guessesLog10 } = judge.check(password.slice(0, JUDGED_CHARACTERS_MAX), words);
  const answer: StrengthAnswer = { id, guessesLog10 };
  parentPort?.postMessage(answer);
});
