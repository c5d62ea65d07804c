import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatProblem, isNever, offsetOf, readTime, writeTime, type TimeFormat } from './times.js';

const wall = (format: string, zone: string): TimeFormat => ({ kind: 'text', format, zone });
const shanghai = wall('yyyy-MM-dd HH:mm:ss', '+08:00');

describe('a time of a source', () => {
  it.each<[TimeFormat, string, number | undefined]>([
    [shanghai, '2023-11-15 06:13:20', 1_700_000_000_000],
    [wall('yyyyMMddHHmmss', 'Asia/Shanghai'), '20231115061320', 1_700_000_000_000],
    [wall('dd/MM/yyyy', 'UTC'), '14/11/2023', 1_699_920_000_000],
    [wall('yyyy-MM-ddTHH:mm:ss.SSS', '-05:00'), '2023-11-14T17:13:20.500', 1_700_000_000_500],
    [{ kind: 'seconds' }, '1700000000', 1_700_000_000_000],
    [{ kind: 'millis' }, '1700000000123', 1_700_000_000_123],
    [{ kind: 'iso' }, '2023-11-15T06:13:20+08:00', 1_700_000_000_000],
    [shanghai, '2023-02-30 00:00:00', undefined],
    [shanghai, '2023-11-15 06:13', undefined],
    [shanghai, '2023-11-15 06:13:20 ', undefined],
    [shanghai, '2023-11-15 25:13:20', undefined],
    [{ kind: 'seconds' }, '1700000000000', undefined],
    [{ kind: 'seconds' }, '-5', undefined],
    [{ kind: 'millis' }, '1.5', undefined],
    [{ kind: 'iso' }, '2023-11-15', undefined],
  ])('%j %s', (format, text, at) => {
    expect(readTime(text, format)).toBe(at);
  });

  it('is read back as it was written, in every form', () => {
    const formats = [
      shanghai,
      wall('yyyyMMdd HHmmss', '-03:30'),
      { kind: 'seconds' },
      { kind: 'iso' },
    ] as const;
    fc.assert(
      fc.property(
        fc.integer({ min: 100_000, max: 7_000_000_000 }),
        fc.constantFrom(...formats),
        (second, format) => {
          expect(readTime(writeTime(second * 1_000, format), format)).toBe(second * 1_000);
        },
      ),
    );
  });

  it('never throws, whatever the text and the form', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (text, format, zone) => {
        readTime(text, wall(format, zone));
        formatProblem(format);
      }),
    );
  });

  it.each(['', '0', '-1', '0000-00-00 00:00:00', ' '])('%j says never', (text) => {
    expect(isNever(text)).toBe(true);
  });

  it.each(['yyyy-MM', 'yyyy-MM-dd hh:mm', 'yyyy-MM-dd MM', 'Q'])('refuses the form %j', (format) => {
    expect(formatProblem(format)).toBeDefined();
  });

  it('knows zones by their distance, and Shanghai', () => {
    expect(['+08:00', 'Asia/Shanghai', '-03:30', 'Z', 'Mars', '+8'].map(offsetOf)).toEqual([
      28_800_000,
      28_800_000,
      -12_600_000,
      0,
      undefined,
      undefined,
    ]);
  });
});
