import { describe, expect, it } from '@jest/globals';
import { readBackfillArguments } from './backfill-arguments.js';
import { lineOf } from './backfill-lines.js';

const shop = '01a2190c-abc1-7218-b3b9-00eb4337ad3d';
const env = { GATEWAY: 'http://127.0.0.1:7100', ADMIN_KEY: 'ct_demo' };

describe('npm run backfill', () => {
  it('takes a shop, and days only within what platforms list', () => {
    expect(readBackfillArguments(['--shop', shop, '--days', '90'], env)).toMatchObject({ shop, days: 90 });
    expect(readBackfillArguments(['--shop', shop], env).days).toBeUndefined();
    for (const days of ['0', '91', '1.5', 'all'])
      expect(() => readBackfillArguments(['--shop', shop, '--days', days], env)).toThrow('1 to 90');
    expect(() => readBackfillArguments(['--shop', 'mine'], env)).toThrow('--shop');
    expect(() => readBackfillArguments(['--stop', shop], env)).toThrow('--stop');
  });

  it('says where its gateway and key would come from', () => {
    expect(() => readBackfillArguments(['--shop', shop], {})).toThrow('demo.env');
  });

  it('shows how far it is, how fast, and how long yet', () => {
    const running = { state: 'running', done: 1200, total: 4800, part: 0.25, rowsPerSecond: 99.6 } as const;
    expect(lineOf({ ...running, secondsLeft: 125 })).toBe(
      '██████░░░░░░░░░░░░░░░░░░ 25 %  1200 of about 4800 rows  100/s  2 min 5 s left',
    );
    expect(lineOf({ ...running, waitsFor: 'live traffic' })).toContain('waits for live traffic');
    expect(lineOf({ ...running, state: 'done', part: 1, done: 4810 })).toContain(
      '100 %  4810 rows  100/s  done',
    );
  });
});
