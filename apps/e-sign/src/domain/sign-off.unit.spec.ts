import { describe, expect, it } from '@jest/globals';
import { HOUR, MINUTE } from '@cartrail/kernel';
import {
  aDesk,
  anArrival,
  anItem,
  aParcel,
  aPhoto,
  aPicture,
  aSigning,
  enough,
  MORNING,
  proof,
} from '../../test/parcels.js';
import type { Problem } from './problem.js';
import type { RecordPayload } from './record.js';
import { sign } from './sign-off.js';
import type { Corrected, Desk, Signing } from './desk.js';
import { meanings, verdicts } from './verdict.js';

const seal = (record: RecordPayload) => ({
  payload: JSON.stringify(record),
  hash: `hash of ${record.record_id}`,
  alg: 'none',
  keyId: 'k1',
  signature: 's',
});

const decide = (signing: Signing, desk: Desk = aDesk()) => sign(desk, signing, seal);

function recordOf(signing: Signing, desk?: Desk): RecordPayload {
  const decision = decide(signing, desk);
  if (decision.kind !== 'changed' || !decision.state.signed) throw new Error(JSON.stringify(decision));
  return decision.state.signed.record;
}

function refusalOf(signing: Signing, desk?: Desk): { code: string; errors: readonly Problem[] } {
  const decision = decide(signing, desk);
  if (decision.kind !== 'refused') throw new Error(`not refused: ${decision.kind}`);
  return { code: decision.code, errors: (decision.detail['errors'] ?? []) as readonly Problem[] };
}

const pointers = ({ errors }: { readonly errors: readonly Problem[] }): string[] =>
  errors.map(({ pointer }) => pointer);

describe('signing for an announced parcel', () => {
  it('takes the next place of the log and names the record before', () => {
    const desk = aDesk({ head: { size: 6, hash: 'h6' } });
    expect(recordOf(aSigning(), desk)).toMatchObject({ log_index: 7, prev_hash: 'h6', announced: true });
  });

  it('says which returns, orders and cases it is about, once each', () => {
    const arrivals = [
      anArrival({ afterSaleId: 'a1' }),
      anArrival({ returnId: 'r2', lines: [{ lineId: 'l2', quantity: 1 }] }),
    ];
    const items = [anItem(), anItem({ lineId: 'l2', received: 1 })];
    expect(recordOf(aSigning(aParcel({ items })), aDesk({ arrivals }))).toMatchObject({
      return_ids: ['r1', 'r2'],
      order_ids: ['o1'],
      aftersale_ids: ['a1'],
      waybill: 'YT1',
      carrier: 'YTO',
    });
  });

  it('knows the number of a parcel that is named by its return', () => {
    const stated = aParcel({ number: undefined, returnId: 'r1' });
    expect(recordOf(aSigning(stated))).toMatchObject({ waybill: 'YT1', carrier: 'YTO' });
  });

  it('finds a line by its article, and the only line there is without being told', () => {
    for (const item of [{ merchantSkuCode: 'TEE' }, {}]) {
      const items = [{ received: 2, verdict: 'INTACT' as const, reasons: [], ...item }];
      expect(recordOf(aSigning(aParcel({ items }))).items[0]).toMatchObject({ line_id: 'l1', expected: 2 });
    }
  });

  it.each([
    ['a line nobody sends back', [anItem({ lineId: 'l9' })], 'line-not-expected', '/items/0/lineId'],
    ['a return of another parcel', [anItem({ returnId: 'r9' })], 'line-not-expected', '/items/0/returnId'],
    [
      'an article nobody sends back',
      [{ ...anItem(), lineId: undefined, merchantSkuCode: 'HAT' }],
      'line-not-expected',
      '/items/0/merchantSkuCode',
    ],
    ['more than was expected', [anItem({ received: 3 })], 'received-exceeds-expected', '/items/0/received'],
    ['a line twice', [anItem(), anItem()], 'line-twice', '/items/1/lineId'],
    ['fewer and yet INTACT', [anItem({ received: 1 })], 'verdict-against-count', '/items/0/received'],
    [
      'all and yet SHORT',
      [anItem({ verdict: 'SHORT', reasons: ['x'] })],
      'verdict-against-count',
      '/items/0/received',
    ],
    [
      'something and yet EMPTY',
      [anItem({ verdict: 'EMPTY', received: 1, reasons: ['x'] })],
      'verdict-against-count',
      '/items/0/received',
    ],
    [
      'reasons against what is INTACT',
      [anItem({ reasons: ['x'] })],
      'reason-without-objection',
      '/items/0/reasons',
    ],
  ] as const)('refuses %s', (_, items, code, pointer) => {
    const refusal = refusalOf(aSigning(aParcel({ items, photos: proof('x') })));
    expect(refusal.code).toBe(`sign-off/${code}`);
    expect(pointers(refusal)).toContain(pointer);
  });

  it('refuses a line two returns expect until it is told which', () => {
    const arrivals = [anArrival(), anArrival({ returnId: 'r2' })];
    expect(refusalOf(aSigning(), aDesk({ arrivals })).errors).toEqual([
      expect.objectContaining({ pointer: '/items/0/returnId', code: 'line-ambiguous' }),
    ]);
    const items = [anItem({ returnId: 'r2' })];
    expect(recordOf(aSigning(aParcel({ items })), aDesk({ arrivals })).return_ids).toEqual(['r2']);
  });

  it('decides a return as a whole: a line without a verdict is named', () => {
    const lines = [
      { lineId: 'l1', quantity: 2 },
      { lineId: 'l2', quantity: 1 },
    ];
    const refusal = refusalOf(aSigning(), aDesk({ arrivals: [anArrival({ lines })] }));
    expect(refusal.code).toBe('sign-off/line-missing');
    expect(refusal.errors[0]?.message).toContain('l2');
  });

  it('refuses a return that is signed for already, and one nobody knows', () => {
    expect(refusalOf(aSigning(), aDesk({ arrivals: [anArrival({ signedBy: 'n0' })] })).code).toBe(
      'sign-off/already-signed',
    );
    const unknown = aSigning(aParcel({ returnId: 'r9' }));
    expect(refusalOf(unknown).code).toBe('sign-off/return-unknown');
  });

  it('tells everything that is wrong at once', () => {
    const items = [anItem({ lineId: 'l9' }), anItem({ received: 3 })];
    expect(pointers(refusalOf(aSigning(aParcel({ items, photos: [] }))))).toEqual([
      '/items/0/lineId',
      '/items/1/received',
      '/photos',
      '/photos',
      '/photos',
    ]);
  });
});

describe('what a record must show', () => {
  it.each(enough.map(({ kind }) => kind))('refuses a record without a photo of kind %s', (kind) => {
    const photos = enough.filter((photo) => photo.kind !== kind);
    const { code, errors } = refusalOf(aSigning(aParcel({ photos })));
    expect(code).toBe('sign-off/photo-missing');
    expect(errors[0]?.message).toContain(kind);
  });

  it('refuses a record that shows one face of the outside only', () => {
    const photos = enough.slice(0, 3);
    const { code, errors } = refusalOf(aSigning(aParcel({ photos })));
    expect(code).toBe('sign-off/photo-missing');
    expect(errors).toMatchObject([{ message: '1 of 2 photos of kind OUTER, each of another face' }]);
  });

  it('takes no picture for two things at once, sent twice or named twice', () => {
    const [label, ...others] = enough;
    const again = { ...others[0], kind: 'OUTER', shown: label?.shown ?? { sha256: '' } } as const;
    const { code, errors } = refusalOf(aSigning(aParcel({ photos: [...enough, again] })));
    expect(code).toBe('sign-off/photo-repeated');
    expect(errors).toMatchObject([{ pointer: '/photos/4' }]);
  });

  const counts = { all: 2, fewer: 1, none: 0, any: 2 };
  const objections = verdicts.filter((verdict) => meanings[verdict].objects);
  const stating = (verdict: (typeof verdicts)[number], reasons: string[]) =>
    anItem({ verdict, reasons, received: counts[meanings[verdict].counts] });

  it.each(objections)(
    'takes %s with a reason, the unboxing and a close-up, and with nothing less',
    (verdict) => {
      const items = [stating(verdict, ['stain'])];
      expect(recordOf(aSigning(aParcel({ items, photos: proof('stain') }))).items[0]?.verdict).toBe(verdict);
      const lacking = {
        'no reason': aParcel({ items: [stating(verdict, [])], photos: proof('stain') }),
        'no unboxing': aParcel({ items, photos: [...enough, aPhoto('DEFECT', { reason: 'stain' })] }),
        'no close-up': aParcel({ items, photos: proof() }),
        'another close-up': aParcel({ items, photos: proof('tear') }),
      };
      for (const stated of Object.values(lacking)) {
        const { code, errors } = refusalOf(aSigning(stated));
        expect(code).toBe('sign-off/objection-unproved');
        // The person must read what follows: unproved, it counts as INTACT and is refunded.
        expect(errors[0]?.message).toMatch(/INTACT.*refund.*art\. 18 and 35/);
      }
    },
  );

  it('wants a close-up for each reason, and takes an unnamed one for the only reason', () => {
    const items = [anItem({ verdict: 'MINOR', reasons: ['stain', 'tear'] })];
    expect(pointers(refusalOf(aSigning(aParcel({ items, photos: proof('stain') }))))).toEqual([
      '/items/0/reasons/1',
    ]);
    const one = [anItem({ verdict: 'MINOR', reasons: ['stain'] })];
    const photos = [...proof(), aPhoto('DEFECT')];
    expect(recordOf(aSigning(aParcel({ items: one, photos }))).photos).toHaveLength(6);
  });

  it.each(['MINOR', 'AFFECTS_RESALE'] as const)(
    'refuses %s for what goods of this kind may not be objected to for, and says what follows',
    (verdict) => {
      const lines = [{ lineId: 'l1', quantity: 2, objections: ['WORN', 'TAG_REMOVED'] }];
      const desk = aDesk({ arrivals: [anArrival({ lines })] });
      const worn = aParcel({ items: [anItem({ verdict, reasons: ['WORN'] })], photos: proof('WORN') });
      expect(recordOf(aSigning(worn), desk).items[0]?.verdict).toBe(verdict);
      const creased = aParcel({
        items: [anItem({ verdict, reasons: ['CREASED'] })],
        photos: proof('CREASED'),
      });
      const { code, errors } = refusalOf(aSigning(creased), desk);
      expect(code).toBe('sign-off/objection-not-allowed');
      expect(errors).toMatchObject([{ pointer: '/items/0/reasons/0' }]);
      expect(errors[0]?.message).toMatch(/WORN, TAG_REMOVED.*INTACT.*refund.*art\. 18 and 35/);
      const damaged = anItem({ verdict: 'DAMAGED_IN_TRANSIT', reasons: ['crushed'] });
      expect(
        recordOf(aSigning(aParcel({ items: [damaged], photos: proof('crushed') })), desk).items,
      ).toHaveLength(1);
    },
  );

  it('asks no proof of what speaks for the buyer', () => {
    const items = [anItem({ verdict: 'QUALITY_CONFIRMED', reasons: ['seam'] })];
    expect(recordOf(aSigning(aParcel({ items }))).items[0]?.reasons).toEqual(['seam']);
  });
});

describe('a parcel nobody announced', () => {
  const desk = aDesk({ arrivals: [] });

  it('is kept as found', () => {
    const items = [{ received: 1, verdict: 'INTACT' as const, reasons: [], merchantSkuCode: 'HAT' }];
    expect(recordOf(aSigning(aParcel({ items })), desk)).toMatchObject({
      announced: false,
      return_ids: [],
      waybill: 'YT1',
      items: [{ sku: 'HAT', expected: 0, received: 1 }],
    });
  });

  it('has no line to name', () => {
    const refusal = refusalOf(aSigning(aParcel({ items: [anItem({ returnId: 'r1' })] })), desk);
    expect(pointers(refusal)).toEqual(['/items/0/returnId', '/items/0/lineId']);
  });
});

describe('what speaks against a record', () => {
  const flagsOf = (given: Parameters<typeof aParcel>[0], desk?: Desk) =>
    recordOf(aSigning(aParcel(given)), desk).flags;

  it.each([
    [5 * MINUTE, []],
    [5 * MINUTE + 1, ['clock_drift']],
    [-5 * MINUTE - 1, ['clock_drift']],
  ])('a device clock that is %d ms off: %j', (drift, flags) => {
    expect(flagsOf({ deviceTime: MORNING + drift })).toEqual(flags);
    expect(recordOf(aSigning(aParcel({ deviceTime: MORNING + drift }))).time_drift_ms).toBe(drift);
  });

  it.each([
    [undefined, []],
    [MORNING - 24 * HOUR, []],
    [MORNING - 24 * HOUR - 1, ['photo_from_gallery']],
  ])('a photo taken at %s: %j', (takenAt, flags) => {
    const photos = [...enough, aPhoto('SERIAL', { shown: { picture: aPicture({ takenAt }) } })];
    expect(flagsOf({ photos })).toEqual(flags);
  });

  it('a photo another record has, said of that photo', () => {
    const reused = aPhoto('SERIAL', { shown: { picture: aPicture({ sha256: 'b'.repeat(64) }) } });
    const record = recordOf(
      aSigning(aParcel({ photos: [...enough, reused] })),
      aDesk({ usedElsewhere: new Set(['b'.repeat(64)]) }),
    );
    expect(record.flags).toEqual(['photo_reused']);
    expect(record.photos.map(({ flags }) => flags.length)).toEqual([0, 0, 0, 0, 1]);
  });
});

describe('correcting a record', () => {
  const corrected: Corrected = {
    signOffId: 'n0',
    rootId: 'n0',
    newestId: 'n0',
    returnIds: ['r1'],
    orderIds: ['o1'],
    pictures: [aPicture({ sha256: 'c'.repeat(64) })],
  };
  const signing = (photos = enough) => aSigning(aParcel({ photos }), { corrects: 'n0' });
  const desk = (given: Partial<Corrected> = {}) =>
    aDesk({ arrivals: [anArrival({ signedBy: 'n0' })], corrected: { ...corrected, ...given } });

  it('names the record it supersedes and the first of its line', () => {
    expect(recordOf(signing(), desk({ rootId: 'n00' }))).toMatchObject({ supersedes: 'n0', root_id: 'n00' });
  });

  it('takes photos of the corrected record by their hash, and no others', () => {
    const named = (sha256: string) => [...enough, aPhoto('SERIAL', { shown: { sha256 } })];
    expect(recordOf(signing(named('c'.repeat(64))), desk()).photos.at(-1)).toMatchObject({ bytes: 100 });
    expect(pointers(refusalOf(signing(named('d'.repeat(64))), desk()))).toEqual(['/photos/4/sha256']);
    expect(refusalOf(aSigning(aParcel({ photos: named('c'.repeat(64)) }))).code).toBe(
      'sign-off/photo-unknown',
    );
  });

  it('is refused of a record that is corrected already, and of none', () => {
    expect(refusalOf(signing(), desk({ newestId: 'n5' })).code).toBe('sign-off/superseded');
    expect(refusalOf(signing(), aDesk()).code).toBe('sign-off/not-found');
  });
});
