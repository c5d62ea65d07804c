import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DAY, toIso } from '@cartrail/kernel';
import { aTenantOpened, TEST_MORNING } from '@cartrail/testing';
import { canonical } from '../src/outbound/crypto/canonical.js';
import { checkingTools } from '../src/outbound/crypto/signing-keys.js';
import type { PublicKey } from '../src/application/ports.js';
import { get, newKey, objectsIn, send, startESign, type ESign } from './e-sign-service.js';
import { jpeg } from './pictures.js';
import { aNumber, aReturn, assigned, expected, intact, requested, type Form } from './returns.js';

interface View {
  readonly signOffId: string;
  readonly recordHash: string;
  readonly logIndex: number;
  readonly flags: string[];
  readonly signature: { alg: string; keyId: string; value: string };
  readonly record: Record<string, unknown>;
  readonly photos: { sha256: string; kind: string; url: string; flags: string[] }[];
}

describe('signing for parcels', () => {
  let esign: ESign;
  const signed = async (form: Form, more: object = {}) => {
    const answer = await send(esign.service, { ...form, ...more });
    if (answer.status !== 201) throw new Error(answer.text);
    return answer.body as {
      signOffId: string;
      recordHash: string;
      flags: string[];
      announced: boolean;
      returnIds: string[];
    };
  };
  const show = async (signOffId: string) =>
    (await get(esign.service, `/internal/sign-offs/${signOffId}`)).body as View;
  const queue = async (query: string) =>
    ((await get(esign.service, `/internal/arrivals${query}`)).body as { data: Record<string, unknown>[] })
      .data;

  beforeAll(async () => {
    esign = await startESign();
    await esign.service.given(aTenantOpened());
  });
  afterAll(() => esign.stop());

  it('finds an announced parcel by its number, and tells the world what was found, not who signed', async () => {
    const sentBack = aReturn();
    await esign.service.given(...expected(sentBack));
    expect(await queue(`?number=${sentBack.number.toLowerCase()}`)).toMatchObject([
      { returnId: sentBack.returnId, status: 'Arrived', warehouseCode: 'HZ01', lines: [{ quantity: 1 }] },
    ]);
    const answer = await signed(intact(sentBack));
    expect(answer).toMatchObject({ announced: true, returnIds: [sentBack.returnId], flags: [] });
    await esign.service.caughtUp();
    const [event, ...more] = esign.service.published('ParcelSignedOff', answer.signOffId);
    expect(more).toEqual([]);
    expect(event).toMatchObject({
      sequence: '1'.padStart(20, '0'),
      data: {
        orderIds: [sentBack.orderId],
        number: sentBack.number,
        carrier: 'YTO',
        recordHash: answer.recordHash,
        photoCount: 4,
        lines: [{ returnId: sentBack.returnId, verdict: 'INTACT', expected: 1, received: 1 }],
        signedAt: toIso(TEST_MORNING),
      },
    });
    expect(JSON.stringify(event)).not.toContain('周');
    expect(await queue(`?returnId=${sentBack.returnId}`)).toMatchObject([{ signOffId: answer.signOffId }]);
  });

  it('answers a record anybody can check: its hash, its signature, its photos', async () => {
    const sentBack = aReturn();
    await esign.service.given(...expected(sentBack));
    const form = intact(sentBack);
    const { signOffId, recordHash } = await signed(form);
    const view = await show(signOffId);
    const bytes = canonical(view.record);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(recordHash);
    const { keys } = (await esign.service.http({ method: 'GET', url: '/internal/evidence/keys' })).body as {
      keys: PublicKey[];
    };
    const { keyId, value } = view.signature;
    expect(checkingTools(keys).verify(keyId, bytes, value)).toBe(true);
    expect(bytes).not.toContain('周');
    // Whole numbers only: outside its texts there is no point.
    expect(bytes.replaceAll(/"[^"]*"/g, '')).not.toContain('.');
    expect(view).toMatchObject({
      signer: { id: 'm1', role: 'warehouse', name: '周**' },
      signature: { level: 'L1' },
    });
    const hashes = Object.values(form.files).map((file) => createHash('sha256').update(file).digest('hex'));
    expect(view.photos.map(({ sha256 }) => sha256)).toEqual(hashes);
  });

  it('gives back the very bytes of a photo, by a link that cannot be bent', async () => {
    const sentBack = aReturn();
    await esign.service.given(...expected(sentBack));
    const form = intact(sentBack);
    const picture = jpeg({ time: '2026:11:23 09:59:00' });
    form.files['photo0'] = picture;
    const [photo] = (await show((await signed(form)).signOffId)).photos;
    const url = (photo?.url ?? '').replace('/v1/', '/internal/');
    const answer = await raw(esign, url);
    expect(answer.bytes.equals(picture)).toBe(true);
    expect(answer.headers).toMatchObject({
      'content-type': 'image/jpeg',
      'content-length': String(picture.length),
      'x-content-type-options': 'nosniff',
    });
    expect((await raw(esign, url.replace(/.{4}$/, 'AAAA'))).status).toBe(403);
    expect((await raw(esign, url.replace(/expires=\d+/, 'expires=9999999999'))).status).toBe(403);
    expect((await raw(esign, url.split('?')[0] ?? '')).status).toBe(400);
  });

  it('signs for two returns in one parcel by one record', async () => {
    const number = aNumber();
    const [first, second] = [aReturn({ number }), aReturn({ number })];
    await esign.service.given(...expected(first), ...expected(second));
    expect(await queue(`?number=${number}`)).toHaveLength(2);
    const answer = await signed(intact(first, second));
    expect(answer.returnIds).toEqual([first.returnId, second.returnId].sort());
    await esign.service.caughtUp();
    expect(esign.service.published('ParcelSignedOff', answer.signOffId)[0]?.data).toMatchObject({
      orderIds: expect.arrayContaining([first.orderId, second.orderId]),
    });
  });

  it('keeps a parcel nobody announced as found, and a correction ties it to the return that names it later', async () => {
    const sentBack = aReturn();
    const form = intact(sentBack);
    form.record.items = [{ merchantSkuCode: 'TEE-W-M', received: 1, verdict: 'INTACT' }];
    const found = await signed(form);
    expect(found).toMatchObject({ announced: false, returnIds: [] });
    const list = (await get(esign.service, '/internal/sign-offs?announced=false')).body as { data: View[] };
    expect(list.data.map(({ signOffId }) => signOffId)).toContain(found.signOffId);
    await esign.service.given(...requested(sentBack), ...assigned(sentBack));
    expect(await queue(`?number=${sentBack.number}`)).toMatchObject([{ foundSignOffIds: [found.signOffId] }]);
    const { record } = intact(sentBack);
    record.photos = (await show(found.signOffId)).photos.map(({ sha256, kind }) => ({ sha256, kind }));
    const path = `/internal/sign-offs/${found.signOffId}/corrections`;
    const corrected = await signed({ record, files: {} }, { path, why: '补登记' });
    expect(corrected).toMatchObject({ announced: true, returnIds: [sentBack.returnId], flags: [] });
    await esign.service.caughtUp();
    expect(esign.service.published('SignOffSuperseded', found.signOffId)).toMatchObject([
      {
        sequence: '2'.padStart(20, '0'),
        data: { supersededBy: corrected.signOffId, why: '补登记', returnIds: [] },
      },
    ]);
    expect(await queue(`?returnId=${sentBack.returnId}`)).toMatchObject([
      { signOffId: corrected.signOffId, foundSignOffIds: [] },
    ]);
  });

  it('answers a repeat by key as it answered first, and signs once', async () => {
    const sentBack = aReturn();
    await esign.service.given(...expected(sentBack));
    const sent = { ...intact(sentBack), key: newKey() };
    const first = await send(esign.service, sent);
    const before = await objectsIn(esign.objects);
    const again = await send(esign.service, sent);
    expect([again.status, again.body, again.headers['idempotency-replayed']]).toEqual([
      201,
      first.body,
      'true',
    ]);
    const other = await send(esign.service, { ...sent, ...intact(sentBack) });
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency/other-request' } });
    await esign.service.caughtUp();
    const { signOffId } = first.body as { signOffId: string };
    expect(esign.service.published('ParcelSignedOff', signOffId)).toHaveLength(1);
    expect(await objectsIn(esign.objects)).toEqual(before);
  });

  it('signs a parcel once when two sign for it at once, and leaves no gap when many sign at once', async () => {
    const sentBack = aReturn();
    const others = Array.from({ length: 6 }, () => aReturn());
    await esign.service.given(...[sentBack, ...others].flatMap((each) => expected(each)));
    const forms = [intact(sentBack), intact(sentBack), ...others.map((each) => intact(each))];
    const answers = await Promise.all(forms.map((form) => send(esign.service, form)));
    expect(
      answers
        .slice(0, 2)
        .map(({ status }) => status)
        .sort(),
    ).toEqual([201, 409]);
    expect(answers.slice(2).map(({ status }) => status)).toEqual(others.map(() => 201));
    const { data } = (await get(esign.service, '/internal/sign-offs?limit=200')).body as { data: View[] };
    expect(data.map(({ logIndex }) => logIndex)).toEqual(data.map((_, at) => data.length - at));
  });

  it('corrects only the newest record of a line, and unsigns a return the correction leaves out', async () => {
    const [wrong, right] = [aReturn(), aReturn()];
    await esign.service.given(...expected(wrong), ...expected(right));
    const first = await signed(intact(wrong));
    const path = `/internal/sign-offs/${first.signOffId}/corrections`;
    const second = await signed(intact(right), { path, why: '扫错单号' });
    expect((await send(esign.service, { ...intact(right), path, why: 'again' })).body).toMatchObject({
      status: 409,
      code: 'sign-off/superseded',
      detail: expect.stringContaining(second.signOffId),
    });
    expect(await show(first.signOffId)).toMatchObject({ supersededBy: second.signOffId });
    expect(await show(second.signOffId)).toMatchObject({ supersedes: first.signOffId, why: '扫错单号' });
    expect(await queue(`?returnId=${wrong.returnId}`)).toMatchObject([{ status: 'Arrived' }]);
    expect((await signed(intact(wrong))).returnIds).toEqual([wrong.returnId]);
  });

  it('flags a clock that is off, a photo from the gallery, and one of another record', async () => {
    const [first, second] = [aReturn(), aReturn()];
    await esign.service.given(...expected(first), ...expected(second));
    const form = intact(first);
    await signed(form);
    const suspicious = intact(second);
    suspicious.record['deviceTime'] = toIso(TEST_MORNING - DAY);
    suspicious.files['photo0'] = form.files['photo0'] ?? Buffer.alloc(0);
    suspicious.files['photo1'] = jpeg({ time: '2026:11:21 09:00:00' });
    const answer = await signed(suspicious);
    expect(answer.flags).toEqual(['clock_drift', 'photo_reused', 'photo_from_gallery']);
    const { photos } = await show(answer.signOffId);
    expect(photos.map(({ flags }) => flags)).toEqual([['photo_reused'], ['photo_from_gallery'], [], []]);
  });

  it('lists newest first, page by page, by number and by return', async () => {
    const all: string[] = [];
    let cursor = '';
    for (;;) {
      const page = (await get(esign.service, `/internal/sign-offs?limit=4${cursor}`)).body as {
        data: View[];
        nextCursor: string | null;
        hasMore: boolean;
      };
      all.push(...page.data.map(({ signOffId }) => signOffId));
      if (!page.hasMore) break;
      cursor = `&cursor=${page.nextCursor ?? ''}`;
    }
    const whole = (await get(esign.service, '/internal/sign-offs?limit=200')).body as { data: View[] };
    expect(all).toEqual(whole.data.map(({ signOffId }) => signOffId));
    const sentBack = aReturn();
    await esign.service.given(...expected(sentBack));
    const { signOffId } = await signed(intact(sentBack));
    for (const query of [`number=${sentBack.number}`, `returnId=${sentBack.returnId}`]) {
      const { data } = (await get(esign.service, `/internal/sign-offs?${query}`)).body as { data: View[] };
      expect(data.map((view) => view.signOffId)).toEqual([signOffId]);
    }
  });

  it("keeps one tenant's records, photos and returns from another", async () => {
    const sentBack = aReturn();
    await esign.service.given(...expected(sentBack));
    const { signOffId } = await signed(intact(sentBack));
    const other = 'other01';
    expect((await get(esign.service, `/internal/sign-offs/${signOffId}`, other)).status).toBe(404);
    expect((await get(esign.service, '/internal/sign-offs', other)).body).toMatchObject({ data: [] });
    expect(
      (await get(esign.service, `/internal/arrivals?number=${sentBack.number}`, other)).body,
    ).toMatchObject({ data: [] });
    const path = `/internal/sign-offs/${signOffId}/corrections`;
    expect((await send(esign.service, { ...intact(sentBack), path, why: 'x', tenantId: other })).status).toBe(
      404,
    );
    // The same number in another tenant is a parcel nobody announced there, and the first record of its own log.
    const form = intact(sentBack);
    form.record.items = [{ received: 1, verdict: 'INTACT' }];
    const theirs = await signed(form, { tenantId: other });
    const view = (await get(esign.service, `/internal/sign-offs/${theirs.signOffId}`, other)).body;
    expect(view).toMatchObject({ announced: false, logIndex: 1, record: { tenant_id: other } });
  });
});

async function raw(
  { service }: ESign,
  url: string,
): Promise<{ status: number; headers: object; bytes: Buffer }> {
  const fastify = (service.app.getHttpAdapter() as unknown as { getInstance(): Injectable }).getInstance();
  const answer = await fastify.inject({ method: 'GET', url });
  return { status: answer.statusCode, headers: answer.headers, bytes: answer.rawPayload };
}

interface Injectable {
  inject(request: object): Promise<{ statusCode: number; headers: object; rawPayload: Buffer }>;
}
