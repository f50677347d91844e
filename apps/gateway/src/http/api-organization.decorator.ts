import { applyDecorators } from '@nestjs/common';
import { ApiParam, ApiQuery } from '@nestjs/swagger';

const uuid = { type: 'string', format: 'uuid' } as const;

/** Describes the organization in the path. */
export const ApiOrganizationInPath = () =>
  applyDecorators(
    ApiParam({ name: 'organizationId', schema: uuid, description: 'Your own; super-admins: any.' }),
  );

/** Describes how super-admins name the organization; for others it comes from the token. */
export const ApiOrganizationInQuery = () =>
  applyDecorators(
    ApiQuery({
      name: 'organizationId',
      required: false,
      schema: uuid,
      description:
        'Required for super-admins. For everybody else it comes from the token, and any other is refused.',
    }),
  );
