import int from './jest.int.config.mjs';

export default {
  ...int,
  testMatch: ['**/*.e2e.spec.ts'],
  maxWorkers: 1,
  testTimeout: 300_000,
};
