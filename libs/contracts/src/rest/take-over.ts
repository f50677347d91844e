import { takeOverProgressSchema } from '../domain/take-over.js';
import { route } from './route.js';

export const takeOverRoutes = {
  progress: route({
    method: 'GET',
    path: '/api/v1/telemetry/take-over',
    access: 'members',
    tag: 'telemetry',
    summary: 'How far the history is taken over from the source, and why it waits',
    status: 200,
    reply: takeOverProgressSchema,
    errors: ['RPC.NO_RESPONDER'],
  }),
} as const;
