export { type About, anEvent, TENANT, TEST_MORNING } from './builders/an-event.js';
export * from './builders/after-sales.js';
export * from './builders/alerts.js';
export * from './builders/orders.js';
export * from './builders/pickups.js';
export * from './builders/refunds.js';
export * from './builders/returns.js';
export * from './builders/shipments.js';
export * from './builders/shops.js';
export * from './builders/sign-offs.js';
export * from './builders/tenants.js';
export * from './builders/waybills.js';
export { testServers, type TestServers } from './config.js';
export { createTestDatabase, type TestDatabase } from './database/test-database.js';
export { FakeClock } from './fake-clock.js';
export { EventRecorder, type RecordedEvent } from './kafka/event-recorder.js';
export { EventSender } from './kafka/event-sender.js';
export { testKafka, testTopics, type TestTopics } from './kafka/test-topics.js';
export { type Exit, type ProcessOptions, StartedProcess, startProcess } from './process/start-process.js';
export { type HttpAnswer, type HttpRequest } from './service/inject.js';
export { moduleApp } from './service/module-app.js';
export {
  startTestService,
  type TestEnvironment,
  TestService,
  type TestServiceOptions,
} from './service/test-service.js';
export { waitUntil } from './wait-until.js';
