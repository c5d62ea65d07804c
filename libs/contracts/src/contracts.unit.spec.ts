import { describe, expect, it } from '@jest/globals';
import { allTopics, eventsOf, eventTypes, ScanRecorded, topics, validateEnvelope } from './index.js';

const scan = {
  scanId: 's-1',
  provider: 'kdniao',
  occurredAt: '2026-11-21T02:00:00.000Z',
  occurredText: '2026-11-21 10:00:00',
  recordedAt: '2026-11-21T02:03:11.120Z',
  code: '1',
  text: '已揽收',
  status: 'PICKED_UP',
};
const recorded = {
  waybillId: '0193f0a0-0000-7000-8000-000000000002',
  number: 'YT1',
  carrier: 'YTO',
  orderIds: ['o-1'],
  scan,
  status: 'PICKED_UP',
  late: false,
};
const pointers = (problems: ReturnType<typeof ScanRecorded.validate>) =>
  problems?.map(({ pointer }) => pointer);

describe('an event contract', () => {
  it('accepts data with unknown fields, so that newer producers can be read', () => {
    expect(ScanRecorded.validate({ ...recorded, later: 1, scan: { ...scan, later: {} } })).toBeUndefined();
  });

  it('treats an undefined member as absent', () => {
    expect(ScanRecorded.validate({ ...recorded, reason: undefined })).toBeUndefined();
    expect(pointers(ScanRecorded.validate({ ...recorded, late: undefined }))).toEqual(['/late']);
  });

  it.each([
    ['/scan/occurredAt', { scan: { ...scan, occurredAt: '2026-13-21T02:00:00Z' } }],
    ['/scan/occurredAt', { scan: { ...scan, occurredAt: '2026-11-21 10:00:00' } }],
    ['/scan/placeParts/city', { scan: { ...scan, placeParts: { city: 1 } } }],
    ['/scan/courier/phoneMask', { scan: { ...scan, courier: { phoneMask: 1 } } }],
    ['/waybillId', { waybillId: 'w' }],
    ['/orderIds/0', { orderIds: [1] }],
    ['/late', { late: 'no' }],
    ['/number', { number: '' }],
    ['/reason', { reason: null }],
  ])('names the field %s, not its value', (pointer, wrong) => {
    expect(pointers(ScanRecorded.validate({ ...recorded, ...wrong }))).toEqual([pointer]);
  });

  it('takes its name, topic, key and schema from one definition', () => {
    expect(ScanRecorded.name).toBe('ScanRecorded');
    expect(ScanRecorded.schemaId).toBe(
      'https://schemas.cartrail.example/tracking.waybill.scan-recorded/1.1.json',
    );
    expect(eventTypes.get('cn.cartrail.tracking.waybill.scan-recorded.v1')).toBe(ScanRecorded);
    expect(eventsOf(topics.waybillEvents)).toContain(ScanRecorded);
  });
});

describe('every event', () => {
  it.each([...eventTypes.values()].map((event) => [event.name, event] as const))(
    '%s is spelt one way',
    (name, event) => {
      const [, , domain, entity = '', past = ''] = event.type.split('.');
      const words = (kebab: string) =>
        kebab.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());
      const spellings = [words(past), words(entity) + words(past)];
      expect(spellings).toContain(name);
      expect(event.topic.name.split('.')[0]).toBe(domain);
    },
  );
});

describe('the catalogue of topics', () => {
  it('names each topic once', () => {
    expect(new Set(allTopics.map(({ name }) => name)).size).toBe(allTopics.length);
  });

  it('has events for every event topic', () => {
    for (const topic of Object.values(topics)) expect(eventsOf(topic).length).toBeGreaterThan(0);
  });
});

describe('the envelope', () => {
  it('is refused when it is no object, or lacks a tenant or a padded sequence', () => {
    expect(validateEnvelope(null)).toBeDefined();
    expect(validateEnvelope([])).toBeDefined();
    expect(pointers(validateEnvelope({ specversion: '1.0' }))).toEqual(['/id']);
  });
});
