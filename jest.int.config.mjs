import unit from './jest.unit.config.mjs';

/** Real PostgreSQL and Kafka: DATABASE_URL and KAFKA_BROKERS name an administrator's, `npm test` provides them. */
export default {
  ...unit,
  testMatch: ['**/*.int.spec.ts'],
  maxWorkers: 2,
  testTimeout: 60_000,
};
