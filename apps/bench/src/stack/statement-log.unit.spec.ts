import { describe, expect, it } from '@jest/globals';
import { transactionsIn } from './statement-log.js';

const line = (session: number, text: string): string =>
  `2026-11-26 18:30:00.123 UTC [${session}] LOG:  ${text}`;

const log = (...lines: readonly string[]): string => `${lines.join('\n')}\n`;

describe('the statements of a transaction', () => {
  it('are counted with its begin and end, whatever other sessions say meanwhile', () => {
    const text = log(
      line(1, 'statement: START TRANSACTION'),
      line(2, 'statement: START TRANSACTION'),
      line(1, "execute s1: SELECT set_config('cartrail.tenants', $1, true)"),
      line(2, 'execute s1: SELECT 1'),
      line(1, 'execute s12: '),
      '\t  INSERT INTO orders (id)',
      '\t  SELECT 1',
      line(2, 'statement: COMMIT'),
      line(1, 'statement: COMMIT'),
    );
    expect(transactionsIn(text, /INSERT INTO orders\b/)).toEqual([4]);
  });

  it('are not those of the session’s transaction before, nor of what lies outside of any', () => {
    const text = log(
      line(1, 'execute s1: SELECT 1'),
      line(1, 'statement: START TRANSACTION'),
      line(1, 'execute <unnamed>: SELECT 2'),
      line(1, 'statement: COMMIT'),
      line(1, 'execute s1: INSERT INTO orders (id)'),
      line(1, 'statement: START TRANSACTION'),
      line(1, 'statement: INSERT INTO orders (id)'),
      line(1, 'statement: COMMIT'),
    );
    expect(transactionsIn(text, /INSERT INTO orders\b/)).toEqual([3]);
  });

  it('are none of what was rolled back, or of another table’s', () => {
    const text = log(
      line(1, 'statement: BEGIN'),
      line(1, 'execute s1: INSERT INTO orders (id)'),
      line(1, 'statement: ROLLBACK'),
      line(1, 'statement: BEGIN'),
      line(1, 'execute s1: INSERT INTO orders_read (id)'),
      '2026-11-26 18:30:00.123 UTC [1] DETAIL:  INSERT INTO orders (id)',
      line(1, 'statement: COMMIT'),
    );
    expect(transactionsIn(text, /INSERT INTO orders\b/)).toEqual([]);
  });
});
