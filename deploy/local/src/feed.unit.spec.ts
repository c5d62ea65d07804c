import { describe, expect, it } from '@jest/globals';
import { ScanRecorded } from '@cartrail/contracts';
import { factLine } from './feed.js';

const envelope = (type: string, data: Record<string, unknown>) => ({
  specversion: '1.0' as const,
  id: '1',
  source: '/demo01/tracking/waybill/w1',
  type,
  time: '2026-03-01T08:30:00.000Z',
  recordedtime: '2026-03-01T08:30:01.000Z',
  datacontenttype: 'application/json' as const,
  dataschema: '',
  partitionkey: 'demo01:w1',
  sequence: '00000000000000000001',
  tenantid: 'demo01',
  correlationid: 'c',
  causationid: 'c',
  data,
});

describe('a line of the feed', () => {
  it('names the fact and what it is about', () => {
    const line = factLine(
      envelope(ScanRecorded.type, { number: 'YT1', carrier: 'YTO', scan: { text: '已揽收' } }),
    );
    expect(line).toContain('ScanRecorded');
    expect(line).toContain('YT1 · YTO · 已揽收');
  });

  it('shows a type this version does not know by its full name', () => {
    expect(factLine(envelope('cn.cartrail.new.thing.happened.v1', {}))).toContain(
      'cn.cartrail.new.thing.happened.v1',
    );
  });
});
