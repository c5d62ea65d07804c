import { describe, expect, it } from '@jest/globals';
import { QueryFailedError, QueryRunnerAlreadyReleasedError } from 'typeorm';
import { isInfrastructure, isLostRace } from './transactions.js';

const refusedBy = (code: string) =>
  new QueryFailedError('SELECT 1', [], Object.assign(new Error('refused'), { code }));

describe('a database that is away or ends our session', () => {
  it.each(['EHOSTUNREACH', 'ENETUNREACH', 'ECONNREFUSED', '57P01', '08006', '53300', '25006', '25P03'])(
    'is waited for, not taken for a failure of the work: %s',
    (code) => {
      expect(isInfrastructure(Object.assign(new Error('away'), { code }))).toBe(true);
      expect(isInfrastructure(refusedBy(code))).toBe(true);
      expect(isLostRace(refusedBy(code))).toBe(false);
    },
  );

  it('is known also where only the client says so', () => {
    expect(isInfrastructure(new QueryRunnerAlreadyReleasedError())).toBe(true);
    expect(isInfrastructure(new Error('Connection terminated unexpectedly'))).toBe(true);
  });

  it.each(['22P02', '23514', '25001', '42P01'])('is not what refuses our own statements: %s', (code) => {
    expect(isInfrastructure(refusedBy(code))).toBe(false);
  });
});
