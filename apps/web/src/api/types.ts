import type { MistakeCode } from '@eagle/contracts/rest';
import type { paths } from './generated/rest.js';

type Method = 'get' | 'put' | 'post' | 'delete' | 'patch';
export type ApiPath = keyof paths;
type OperationOf<P extends ApiPath, M extends Method> = Exclude<paths[P][M], undefined>;
type JsonOf<Content> = Content extends { readonly content: { readonly 'application/json': infer Json } }
  ? Json
  : never;
type SuccessOf<Operation> = Operation extends { readonly responses: infer Responses }
  ? JsonOf<Responses[keyof Responses & (200 | 201 | 202)]>
  : never;

/** What a route answers: `Reply<'/api/v1/alerts', 'get'>`. */
export type Reply<P extends ApiPath, M extends Method> = SuccessOf<OperationOf<P, M>>;
/** What a route takes as its body. */
export type Body<P extends ApiPath, M extends Method> =
  OperationOf<P, M> extends { readonly requestBody?: infer Request } ? JsonOf<NonNullable<Request>> : never;
/** What a route takes in the query string. */
export type Query<P extends ApiPath, M extends Method> =
  OperationOf<P, M> extends { readonly parameters: { readonly query?: infer Parameters } }
    ? NonNullable<Parameters>
    : never;

export type Alert = Reply<'/api/v1/alerts/{alertId}', 'get'>;
export type Severity = Alert['severity'];
export type User = Reply<'/api/v1/auth/me', 'get'>;
/** A user as admins see one. */
export type Person = Reply<'/api/v1/organizations/{organizationId}/users', 'get'>['items'][number];
export type Role = User['role'];
export type Organization = Reply<'/api/v1/organizations/{organizationId}', 'get'>;
export type Settings = Reply<'/api/v1/organizations/{organizationId}/settings', 'get'>;

/** One mistake in a request; `pointer` is a JSON pointer into its body. */
export interface Mistake {
  readonly pointer: string;
  readonly detail: string;
  /** Absent where this page found it, and where a route has its own code for it. */
  readonly code?: MistakeCode | undefined;
  /** The tag, id, state or column that it is about. */
  readonly about?: string | undefined;
}
