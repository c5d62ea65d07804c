import { preset } from './jest.preset.mjs';

/** No I/O: pure code, in parallel and shuffled. */
export default {
  ...preset,
  roots: ['<rootDir>/libs', '<rootDir>/apps', '<rootDir>/deploy'],
  testMatch: ['**/*.unit.spec.ts'],
  modulePathIgnorePatterns: ['/dist/'],
  randomize: true,
};
