import type * as z from 'zod';
import type { AppErrorCode } from '../domain/errors/catalogue.js';

export const KiB = 1024;
export const MiB = 1024 * KiB;

/**
 * Who may use a route. `public`: no sign-in needed. `signed-in`: everybody, about themselves.
 * `members`: everybody, within one organization. `admins`: admins of the organization, and
 * super-admins. `super-admins-of-one`: super-admins, acting on one organization that they name.
 * `super-admins`: super-admins, acting on the platform. Super-admins use `members` and `admins`
 * only within an organization that they have entered.
 */
export type RouteAccess =
  'public' | 'signed-in' | 'members' | 'admins' | 'super-admins-of-one' | 'super-admins';

type Path = `/${string}`;

/** Names of the parameters in a path: `alertId` of `/api/v1/alerts/:alertId/notes`. */
export type ParamNames<P extends string> = P extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParamNames<`/${Rest}`>
  : P extends `${string}:${infer Name}`
    ? Name
    : never;

/** A stream of Arrow IPC, as registered with IANA. */
export const ARROW_STREAM = 'application/vnd.apache.arrow.stream';
export const CSV = 'text/csv';
export type FileType = typeof CSV | typeof ARROW_STREAM;

/** One route of the REST interface. */
export interface RouteDeclaration<P extends Path = Path> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /**
   * Path, with its parameters as `:name`. `:organizationId` is the organization that the caller
   * acts on.
   */
  readonly path: P;
  /** The same route under a second path. */
  readonly alias?: Path;
  readonly access: RouteAccess;
  /** Chapter of the API reference. */
  readonly tag: string;
  readonly summary?: string;
  readonly description?: string;
  /** Schema of each path parameter except the organization. */
  readonly params?: Readonly<Record<string, z.ZodType>>;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /**
   * The largest body that it accepts; absent: the limit of a small form. A larger one is refused
   * before it is read.
   */
  readonly bodyBytesMax?: number;
  /** The body may be a file instead, as `text/csv`. */
  readonly csv?: true;
  /** Types of files that the reply may be instead of JSON, where `Accept` likes one better. */
  readonly fileReplies?: readonly FileType[];
  /** Headers of a successful reply, and what they say. */
  readonly replyHeaders?: Readonly<Record<string, string>>;
  /** Status of a success. */
  readonly status: 200 | 201 | 202 | 204;
  /** Schema of a successful reply; null: it has no JSON body. */
  readonly reply: z.ZodType | null;
  /** Content type, where a successful reply is text. */
  readonly replyType?: 'text/markdown';
  /** A successful reply is the bytes of a file; of what type, its header says. */
  readonly isFile?: true;
  /**
   * Stable error codes of this route, in addition to those of every route: `REQUEST.INVALID`,
   * `AUTH.*`, `ACCESS.*`, `TENANCY.*`, `HTTP.*`.
   */
  readonly errors?: readonly AppErrorCode[];
}

type Params<P extends string> = [Exclude<ParamNames<P>, 'organizationId'>] extends [never]
  ? { readonly params?: never }
  : { readonly params: { readonly [Name in Exclude<ParamNames<P>, 'organizationId'>]: z.ZodType } };

/**
 * Keeps the exact types, and requires a schema for each parameter of the path, and for no other.
 */
export const route = <const P extends Path, const Spec extends RouteDeclaration<P>>(
  declaration: Spec & { readonly path: P } & Params<P>,
): Spec => declaration;

/** What a handler gets as the query of a route. */
export type QueryOf<R extends RouteDeclaration> = R['query'] extends z.ZodType ? z.output<R['query']> : never;
/** What a handler gets as the body of a route. */
export type BodyOf<R extends RouteDeclaration> = R['body'] extends z.ZodType ? z.output<R['body']> : never;
/** What a client may send as the body of a route. */
export type BodyInputOf<R extends RouteDeclaration> = R['body'] extends z.ZodType
  ? z.input<R['body']>
  : never;
/** What a client gets from a route. */
export type ReplyOf<R extends RouteDeclaration> = R['reply'] extends z.ZodType ? z.output<R['reply']> : null;

/** How a super-admin names the organization where the path does not name it. */
interface NamedOrganization {
  readonly organizationId?: string | undefined;
}

/** What a client sends to a route. */
export type RequestOf<R extends RouteDeclaration> = ([ParamNames<R['path']>] extends [never]
  ? { readonly params?: never }
  : { readonly params: Readonly<Record<ParamNames<R['path']>, string>> }) & {
  readonly query?: (R['query'] extends z.ZodType ? z.input<R['query']> : unknown) & NamedOrganization;
} & (undefined extends BodyInputOf<R>
    ? { readonly body?: BodyInputOf<R> }
    : [BodyInputOf<R>] extends [never]
      ? { readonly body?: never }
      : { readonly body: BodyInputOf<R> });

const PARAMETER = /:(\w+)/g;

/** Names of the parameters in a path. */
export const paramNamesOf = (path: string): string[] =>
  [...path.matchAll(PARAMETER)].map(([, name = '']) => name);

/** The path with its parameters filled in. @throws RangeError where one of them is not given. */
export function pathWith(path: string, valueOf: (name: string) => string | undefined): string {
  return path.replaceAll(PARAMETER, (_, name: string) => {
    const value = valueOf(name);
    if (value === undefined) throw new RangeError(`Nothing is given for :${name} of ${path}`);
    return encodeURIComponent(value);
  });
}
