export { type Caller } from './auth/caller.js';
export {
  CauseOf,
  causeOfRequest,
  callerOf,
  CurrentCaller,
  InternalTokenGuard,
  Public,
  Requires,
  setCaller,
} from './auth/guard.js';
export { InternalTokenSigner, InternalTokenVerifier } from './auth/internal-token.js';
export { BaseConfig, InternalConfig } from './config/base-config.js';
export { ConfigError, loadConfig, Secret } from './config/load-config.js';
export { AskedBy, type Asked } from './http/asked.js';
export { decodeCursor, encodeCursor } from './http/cursor.js';
export { refuseDeepNesting } from './http/depth.js';
export { type Readiness, READINESS } from './http/health.controller.js';
export { type FieldProblem, notFound, ProblemError, toProblemBody } from './http/problem.js';
export { type CommandAnswer, sendAnswer } from './http/send-answer.js';
export { createValidationPipe } from './http/validation.js';
export { createLogger } from './logging/logger.js';
export { createService, runMain, type ServiceOptions } from './service.js';
export { createClock } from './time/create-clock.js';
