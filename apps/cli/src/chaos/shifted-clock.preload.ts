import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * Loaded by a service before its own code: shifts its wall clock by the milliseconds in a file, and
 * jumps when the file changes. The file is named in the query of this module's address. Monotonic
 * time stays unchanged, as when somebody sets a machine's clock.
 */
const LOOK_EVERY_MS = 200;
const file = fileURLToPath(new URL(import.meta.url).searchParams.get('offset') ?? '');
const RealDate = Date;
let offsetMs = read();
setInterval(() => (offsetMs = read()), LOOK_EVERY_MS).unref();

function read(): number {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return 0; // Not written yet: the clock is right.
  }
}

const now = (): number => RealDate.now() + offsetMs;
globalThis.Date = new Proxy(RealDate, {
  construct: (target, args: [], newTarget) =>
    Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget) as Date,
  apply: () => new RealDate(now()).toString(),
  get: (target, name, receiver) => (name === 'now' ? now : (Reflect.get(target, name, receiver) as unknown)),
});
