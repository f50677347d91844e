export { Answers, type AnswersOptions, type ReplyOf, type RequestOf } from './answers.js';
export { Asker, CorrelationId, Stopping, type RequestContext } from './request-context.js';
export { LEADING, RequestGate, WHILE_LEADING } from './request-gate.js';
export { RequestTransport } from './request-transport.js';
