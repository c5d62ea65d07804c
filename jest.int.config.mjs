import { preset } from './jest.preset.mjs';

/** Real PostgreSQL and Kafka; DATABASE_URL and KAFKA_BROKERS name an administrator's. */
export default {
  ...preset,
  roots: ['<rootDir>/libs', '<rootDir>/apps', '<rootDir>/deploy'],
  testMatch: ['**/*.int.spec.ts'],
  modulePathIgnorePatterns: ['/dist/'],
  randomize: true,
  maxWorkers: 2,
  testTimeout: 60_000,
};
