import { readFileSync } from 'node:fs';
import { modelStateSchema } from '@eagle/contracts/domain';
import { isLegalStep } from './steps.js';

/** Seen from `dist/life`. */
const DOCUMENT = new URL('../../../../docs/states.md', import.meta.url);
const DIAGRAM = /## A model version\n.*?```mermaid\n(.*?)```/s;
const ARROW = /^ *(\w+) --> (\w+)(?:: .+)?$/gm;

test('the diagram of a model version has every legal step, and no other', () => {
  const [, diagram = ''] = DIAGRAM.exec(readFileSync(DOCUMENT, 'utf8')) ?? [];
  const drawn = [...diagram.matchAll(ARROW)].map(([, from, to]) => `${from} --> ${to}`);
  const states = modelStateSchema.options;
  const legal = states.flatMap((from) =>
    states.filter((to) => isLegalStep(from, to)).map((to) => `${from} --> ${to}`),
  );
  expect(drawn.toSorted()).toEqual(legal.toSorted());
});
