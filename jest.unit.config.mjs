import { preset } from './jest.preset.mjs';

export default {
  ...preset,
  roots: ['<rootDir>/libs', '<rootDir>/apps', '<rootDir>/deploy/local'],
  testMatch: ['**/*.unit.spec.ts'],
  randomize: true,
  // A machine that is busy with something else is slow, not wrong.
  testTimeout: 30_000,
};
