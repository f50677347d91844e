export { ApiContext, useApi } from './api-context.js';
export { answer, createApi, done, type AccessTokens, type ApiClient } from './client.js';
export { fetchInTime } from './fetch-in-time.js';
export { ApiProblem, UNREACHABLE, UNREADABLE, unreachable } from './problem.js';
export { createQueryClient } from './query-client.js';
export { readPages, type PageRequest } from './read-pages.js';
export type {
  Alert,
  ApiPath,
  Body,
  Mistake,
  Organization,
  Query,
  Reply,
  Role,
  Settings,
  Severity,
  Person,
  User,
} from './types.js';
