import type { TextValue } from './message.js';

/** What the compiler reads out of a message: the names and types of its values. */
type Trimmed<S extends string> = S extends ` ${infer Rest}`
  ? Trimmed<Rest>
  : S extends `${infer Rest} `
    ? Trimmed<Rest>
    : S;

/** After `{`: the argument and what follows it. */
type InText<S extends string> = S extends `${string}{${infer Rest}` ? Argument<Rest> : unknown;

type Argument<S extends string> = S extends `${infer Head}}${infer Tail}`
  ? Head extends `${infer Name},${infer Kind},${string}`
    ? { readonly [N in Trimmed<Name>]: Trimmed<Kind> extends 'plural' ? number : TextValue } & InBranches<S>
    : Head extends `${infer Name},${string}`
      ? { readonly [N in Trimmed<Name>]: number } & InText<Tail>
      : { readonly [N in Trimmed<Head>]: TextValue } & InText<Tail>
  : unknown;

/** Before the first or between two branches of a choice. */
type InBranches<S extends string> = S extends `${infer Selector}{${infer Rest}`
  ? Selector extends `${string}}${string}`
    ? InText<S>
    : InBranch<Rest>
  : unknown;

/** Inside of a branch: an argument opens before the branch ends, or it ends. */
type InBranch<S extends string> = S extends `${infer Head}}${infer Tail}`
  ? Head extends `${string}{${infer Name}`
    ? { readonly [N in Trimmed<Name>]: TextValue } & InBranch<Tail>
    : InBranches<Tail>
  : unknown;

/** The values of a message, as parameters of a function: none where it takes none. */
export type ArgumentsOf<S extends string> = unknown extends InText<S> ? [] : [values: InText<S>];
