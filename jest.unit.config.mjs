import { preset } from './jest.preset.mjs';

export default {
  ...preset,
  roots: ['<rootDir>/libs', '<rootDir>/apps', '<rootDir>/deploy/local'],
  testMatch: ['**/*.unit.spec.ts'],
  randomize: true,
};
