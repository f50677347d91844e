import {
  instantSchema,
  organizationConfigSchema,
  organizationIdSchema,
  platformText,
} from '@eagle/contracts/domain';
import { z } from 'zod';

export const organizationSchema = z.object({
  id: organizationIdSchema,
  slug: platformText,
  name: platformText,
  enabled: z.boolean(),
  createdAt: instantSchema,
});

export const newOrganizationSchema = z.object({
  slug: organizationConfigSchema.shape.slug,
  name: organizationConfigSchema.shape.name,
  enabled: z.boolean().default(true),
});

export const organizationPatchSchema = z.object({ name: organizationConfigSchema.shape.name });
