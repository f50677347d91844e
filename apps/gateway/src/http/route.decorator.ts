import type { RouteDeclaration } from '@eagle/contracts/rest';
import { applyDecorators, Header, HttpCode, RequestMapping, RequestMethod } from '@nestjs/common';
import { ApiExtension, ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import { accessRule } from '../access/access-rules.decorator.js';
import { ApiOrganizationInPath, ApiOrganizationInQuery } from './api-organization.decorator.js';
import { BodyLimit } from './body/body-limit.decorator.js';
import { ApiJsonOrCsv } from './csv-text.js';

type Decorator = ClassDecorator | MethodDecorator | PropertyDecorator;

/** Serves a route as declared: path, access rule, largest body and API description. */
export const Route = (route: RouteDeclaration) =>
  applyDecorators(
    RequestMapping({
      method: RequestMethod[route.method],
      path: route.alias === undefined ? route.path : [route.alias, route.path],
    }),
    HttpCode(route.status),
    accessRule(route.access),
    ...(route.bodyBytesMax === undefined ? [] : [BodyLimit(route.bodyBytesMax)]),
    ...description(route),
  );

function description(route: RouteDeclaration): Decorator[] {
  const { tag, summary, description: text, errors = [] } = route;
  return [
    ApiTags(tag),
    ...organization(route),
    ...(route.csv === true ? [ApiJsonOrCsv()] : []),
    ...(summary === undefined
      ? []
      : [ApiOperation({ summary, ...(text === undefined ? {} : { description: text }) })]),
    ...(errors.length === 0 ? [] : [ApiExtension('x-error-codes', errors)]),
    ...success(route),
  ];
}

function organization({ access, path }: RouteDeclaration): Decorator[] {
  if (path.includes('/:organizationId')) return [ApiOrganizationInPath()];
  const isOfOne = access === 'members' || access === 'admins' || access === 'super-admins-of-one';
  return isOfOne ? [ApiOrganizationInQuery()] : [];
}

function success({
  status,
  reply,
  replyType,
  replyHeaders,
  fileReplies = [],
  isFile,
}: RouteDeclaration): Decorator[] {
  if (isFile === true) return [ApiResponse({ status, content: { 'application/octet-stream': FILE } })];
  if (reply !== null) {
    const types = fileReplies.length === 0 ? [] : [ApiProduces('application/json', ...fileReplies)];
    const headers = replyHeaders === undefined ? {} : { headers: describedHeaders(replyHeaders) };
    return [...types, ApiResponse({ status, standardSchema: reply, ...headers })];
  }
  if (replyType === undefined) return [ApiResponse({ status })];
  return [
    Header('content-type', `${replyType}; charset=utf-8`),
    ApiProduces(replyType),
    ApiResponse({ status, content: { [replyType]: { schema: { type: 'string' } } } }),
  ];
}

const FILE = { schema: { type: 'string', format: 'binary' } } as const;

const describedHeaders = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(headers).map(([name, description]) => [
      name,
      { description, schema: { type: 'string' as const } },
    ]),
  );
