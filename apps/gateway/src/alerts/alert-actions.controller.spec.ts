import { ALL_ALERT_ACTIONS, alertNoteTextSchema, defineAlertAction } from '@eagle/contracts/domain';
import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { z } from 'zod';
import { ALERT_ACTION_CONTROLLERS, alertActionController } from './alert-actions.controller.js';

const served = (controller: ReturnType<typeof alertActionController>): unknown[] => {
  const handler: unknown = Object.getOwnPropertyDescriptor(controller.prototype, 'act')?.value;
  if (typeof handler !== 'function') throw new Error('the controller serves nothing');
  return [Reflect.getMetadata(METHOD_METADATA, handler), Reflect.getMetadata(PATH_METADATA, handler)];
};

test('every action of the table has a route', () => {
  expect(ALERT_ACTION_CONTROLLERS.map(served)).toEqual(
    ALL_ALERT_ACTIONS.map(({ path }) => [RequestMethod.POST, `/api/v1/alerts/:alertId/${path}`]),
  );
});

test('an action that is added to the table is served without further code', () => {
  const fields = { note: alertNoteTextSchema.optional() };
  const takeOver = defineAlertAction(fields, {
    name: 'take-over',
    path: 'take-over',
    access: 'admins',
    summary: 'Takes the alert over.',
    body: z.object(fields).prefault({}),
    change: 'updated',
    audit: 'ALERT.TAKEN_OVER',
    ends: null,
  });
  expect(served(alertActionController(takeOver))).toEqual([
    RequestMethod.POST,
    '/api/v1/alerts/:alertId/take-over',
  ]);
});
