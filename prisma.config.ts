process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= '/bin/true'; // `generate` never runs that engine, but would download it
import { defineConfig } from 'prisma/config';

export default defineConfig({ schema: 'prisma/schema.prisma', migrations: { path: 'prisma/migrations' } });
