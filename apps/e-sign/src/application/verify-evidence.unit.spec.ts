import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { signingKey } from '../../test/keys.js';
import {
  aDesk,
  anArrival,
  aParcel,
  aPhoto,
  aPicture,
  aSigning,
  enough,
  MORNING,
} from '../../test/parcels.js';
import type { StoredRecord } from '../domain/chain.js';
import { emptyLog, type Head, type RecordPayload } from '../domain/record.js';
import { sign } from '../domain/sign-off.js';
import { formOf, sha256Hex } from '../outbound/crypto/canonical.js';
import { checkingTools, SigningKeys } from '../outbound/crypto/signing-keys.js';
import { VerifyEvidence } from './verify-evidence.js';

const keys = SigningKeys.fromSetting(signingKey('k1'));
const tools = checkingTools(keys.publicKeys());

interface Log {
  records: StoredRecord[];
  head: Head;
}

/** A log of so many records, each as signing makes it. */
function aLog(size: number): Log {
  let head = emptyLog;
  const records: StoredRecord[] = [];
  for (let index = 1; index <= size; index++) {
    const picture = aPicture({ sha256: sha256Hex(`photo ${index}`), takenAt: MORNING });
    const stated = aParcel({
      deviceTime: MORNING + index,
      weightGrams: 500 + index,
      geo: { lat: 30_274_151, lng: 120_155_150, accuracy: 12 },
      photos: [...enough, aPhoto('SERIAL', { shown: { picture }, liveCapture: true })],
    });
    const desk = aDesk({ head, arrivals: [anArrival({ returnId: `r${index}` })] });
    const decision = sign(desk, aSigning(stated, { signOffId: `n${index}` }), keys.seal);
    if (decision.kind !== 'changed' || !decision.state.signed) throw new Error(JSON.stringify(decision));
    const { sealed, record, rootId } = decision.state.signed;
    const photos = record.photos.map(({ sha256 }, place) => ({ place, sha256, rootId }));
    records.push({ ...sealed, index: { returnIds: record.return_ids, photos } });
    head = { size: index, hash: sealed.hash };
  }
  return { records, head };
}

const verify = ({ records, head }: Log, digest = (sha256: string): string | undefined => sha256) =>
  new VerifyEvidence({ digest: (_, sha256) => Promise.resolve(digest(sha256)) }, tools).run('demo01', {
    head: () => Promise.resolve(head),
    after: (place, limit) =>
      Promise.resolve(records.filter(({ payload }) => indexIn(payload) > place).slice(0, limit)),
  });

const indexIn = (payload: string): number => Number(/"log_index":(\d+)/.exec(payload)?.[1] ?? 0);

/** Every place inside a value that holds something. */
function pathsOf(value: unknown, at: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [at];
  return Object.entries(value).flatMap(([key, field]) => pathsOf(field, [...at, key]));
}

/** The same value with one place changed, whatever kind it is. */
function edited(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined) {
    if (typeof value === 'number') return value + 1;
    return typeof value === 'boolean' ? !value : `${String(value)}x`;
  }
  if (Array.isArray(value))
    return value.map((field, index) => (String(index) === key ? edited(field, rest) : (field as unknown)));
  const object = value as Readonly<Record<string, unknown>>;
  return { ...object, [key]: edited(object[key], rest) };
}

describe('verifying a log', () => {
  it('finds an untouched log whole, and says how much it looked at', async () => {
    const log = aLog(4);
    expect(await verify(log)).toEqual({
      tenantId: 'demo01',
      records: 4,
      photos: 20,
      head: log.head.hash,
      broken: undefined,
    });
    expect((await verify({ records: [], head: emptyLog })).broken).toBeUndefined();
  });

  it('names the record whose payload was edited in any one field, even when its hash was made to fit', async () => {
    const log = aLog(3);
    await fc.assert(
      fc.asyncProperty(fc.nat(2), fc.nat(), fc.boolean(), async (index, pick, fits) => {
        const stored = log.records[index];
        if (!stored) return;
        const record = JSON.parse(stored.payload) as RecordPayload;
        const paths = pathsOf(record);
        const payload = formOf(edited(record, paths[pick % paths.length] ?? [])) ?? '';
        const hash = fits ? sha256Hex(payload) : stored.hash;
        const records = log.records.map((each) => (each === stored ? { ...stored, payload, hash } : each));
        const { broken, records: whole } = await verify({ ...log, records });
        expect(broken?.logIndex).toBe(index + 1);
        expect(whole).toBe(index);
      }),
      { numRuns: 300 },
    );
  });

  it('names the record beside whose payload any one field was edited', async () => {
    const log = aLog(3);
    const whole = log.records[1];
    if (!whole) throw new Error('no record');
    const { payload, ...beside } = whole;
    for (const path of pathsOf(beside)) {
      const changed = { payload, ...(edited(beside, path) as Omit<StoredRecord, 'payload'>) };
      const { broken } = await verify({
        ...log,
        records: log.records.map((each) => (each === whole ? changed : each)),
      });
      expect([path.join('.'), broken?.logIndex, broken?.signOffId]).toEqual([path.join('.'), 2, 'n2']);
    }
  });

  it.each([
    ['white space', (payload: string) => payload.replace(':', ': ')],
    ['a field twice', (payload: string) => payload.replace('{', '{"v":2,')],
    ['no JSON', () => '{'],
    ['no record', () => '[]'],
  ])('does not take %s for a record', async (_, change) => {
    const log = aLog(2);
    const records = log.records.map((each) => {
      const payload = change(each.payload);
      return { ...each, payload, hash: sha256Hex(payload) };
    });
    const all = new VerifyEvidence({ digest: (_tenant, sha256) => Promise.resolve(sha256) }, tools);
    const { broken } = await all.run('demo01', {
      head: () => Promise.resolve(log.head),
      after: (place) => Promise.resolve(records.slice(place)),
    });
    expect(broken).toMatchObject({ logIndex: 1, flaw: 'payload' });
  });

  it('names a record that was taken out of the middle, and one cut off the end', async () => {
    const log = aLog(4);
    const without = (index: number) => ({ ...log, records: log.records.filter((_, at) => at !== index) });
    expect((await verify(without(1))).broken).toMatchObject({ logIndex: 2, flaw: 'log_index' });
    expect((await verify(without(3))).broken).toMatchObject({ logIndex: 4, flaw: 'head' });
  });

  it('does not take a record of another tenant, or one signed with a key nobody vouches for', async () => {
    const log = aLog(1);
    const other = await new VerifyEvidence({ digest: (_, sha256) => Promise.resolve(sha256) }, tools).run(
      'other01',
      {
        head: () => Promise.resolve(log.head),
        after: (place) => Promise.resolve(log.records.slice(place)),
      },
    );
    expect(other.broken).toMatchObject({ logIndex: 1, flaw: 'index' });
    const strange = SigningKeys.fromSetting(signingKey('k1')).seal(
      JSON.parse(log.records[0]?.payload ?? '') as RecordPayload,
    );
    const records = log.records.map((each) => ({ ...each, ...strange }));
    expect((await verify({ ...log, records })).broken).toMatchObject({ logIndex: 1, flaw: 'signature' });
  });

  it('names a photo that changed, and one that is gone', async () => {
    const log = aLog(3);
    const second = sha256Hex('photo 2');
    expect((await verify(log, (sha256) => (sha256 === second ? 'other' : sha256))).broken).toMatchObject({
      logIndex: 2,
      signOffId: 'n2',
      flaw: 'photo_changed',
      detail: expect.stringContaining(second),
    });
    expect((await verify(log, (sha256) => (sha256 === second ? undefined : sha256))).broken).toMatchObject({
      logIndex: 2,
      flaw: 'photo_missing',
    });
  });
});
