import { parentPort } from 'node:worker_threads';
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';
import { type StrengthAnswer, strengthQuestionSchema } from './password-strength.messages.js';

/** What follows has no weight: the first characters alone must stand the guesses. It bounds the time that one judgement takes. */
const JUDGED_CHARACTERS_MAX = 64;

/** Runs in a thread of its own: the list takes a quarter of a second to load, and one judgement may take longer than a request may block. */
const judge = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });

parentPort?.on('message', (message: unknown) => {
  const { id, password, words } = strengthQuestionSchema.parse(message);
  const { guessesLog10 } = judge.check(password.slice(0, JUDGED_CHARACTERS_MAX), words);
  const answer: StrengthAnswer = { id, guessesLog10 };
  parentPort?.postMessage(answer);
});
