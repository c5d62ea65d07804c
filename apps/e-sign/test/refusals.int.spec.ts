import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '@cartrail/kernel';
import { aTenantOpened } from '@cartrail/testing';
import {
  formOf,
  get,
  newKey,
  objectsIn,
  send,
  startESign,
  tokenFor,
  type ESign,
  type Sent,
} from './e-sign-service.js';
import { png } from './pictures.js';
import { aReturn, expected, intact, type Form, type SentBack } from './returns.js';

const MB = 1024 * 1024;

describe('what is refused', () => {
  let esign: ESign;
  let sentBack: SentBack;
  beforeAll(async () => {
    esign = await startESign();
    await esign.service.given(aTenantOpened());
  });
  afterAll(() => esign.stop());
  beforeEach(async () => {
    sentBack = aReturn();
    await esign.service.given(...expected(sentBack));
  });
  afterEach(async () => {
    // Nothing is half stored: no record, no photo, nothing staged.
    expect((await get(esign.service, '/internal/sign-offs')).body).toMatchObject({ data: [] });
    expect(await objectsIn(esign.objects)).toEqual([]);
  });

  type Change = (form: Form) => Partial<Sent>;
  const item =
    (fields: object): Change =>
    (form) => {
      Object.assign(form.record.items[0] ?? {}, fields);
      return {};
    };
  const record =
    (fields: object): Change =>
    (form) => ({ record: { ...form.record, ...fields } });
  const photo =
    (at: number, entry: object): Change =>
    (form) => ({
      record: { ...form.record, photos: Object.assign([...form.record.photos], { [at]: entry }) },
    });
  const files =
    (more: Record<string, Buffer>): Change =>
    (form) => ({ files: { ...form.files, ...more } });
  const sent =
    (given: Partial<Sent>): Change =>
    () =>
      given;
  const huge = Buffer.alloc(50 * MB, png());
  const many = Object.fromEntries(Array.from({ length: 31 }, (_, at) => [`photo${at}`, png()]));
  const deep = `{"items":${'['.repeat(5_000)}${']'.repeat(5_000)}}`;
  const corrections = () => `/internal/sign-offs/${newId()}/corrections`;

  type Case = readonly [title: string, change: Change, status: number, code: string, pointer?: string];
  const unheld: readonly Case[] = [
    ['a line nobody sends back', item({ lineId: 'x' }), 422, 'line-not-expected', '/items/0/lineId'],
    ['more than expected', item({ received: 2 }), 422, 'received-exceeds-expected', '/items/0/received'],
    [
      'an objection without a reason',
      item({ verdict: 'MINOR' }),
      422,
      'objection-unproved',
      '/items/0/reasons',
    ],
    [
      'an objection without a close-up',
      item({ verdict: 'MINOR', reasons: ['stain'] }),
      422,
      'objection-unproved',
      '/items/0/reasons/0',
    ],
    ['a return nobody knows', record({ returnId: newId() }), 422, 'return-unknown', '/returnId'],
    [
      'a record that shows no label',
      photo(0, { part: 'photo0', kind: 'ITEM' }),
      422,
      'photo-missing',
      '/photos',
    ],
    [
      'a photo of a record that is not corrected',
      photo(4, { sha256: 'a'.repeat(64), kind: 'ITEM' }),
      422,
      'photo-unknown',
      '/photos/4/sha256',
    ],
    [
      'one picture shown as two',
      (form) => ({ files: { ...form.files, photo1: form.files['photo0'] ?? Buffer.alloc(0) } }),
      422,
      'photo-repeated',
      '/photos/1',
    ],
    ['a photo that is no picture', files({ photo1: Buffer.from('<svg/>') }), 422, 'not-a-picture', '/photo1'],
    ['an empty photo', files({ photo1: Buffer.alloc(0) }), 422, 'not-a-picture', '/photo1'],
    ['a photo of 50 MB', files({ photo2: huge }), 413, 'photo-too-large', '/photo2'],
    ['thirty-one photos', files(many), 413, 'too-many-photos', ''],
    ['a record that is too long', record({ notes: 'x'.repeat(300 * 1024) }), 413, 'too-large', '/record'],
    ['a correction of nothing', (form) => ({ ...form, path: corrections(), why: 'x' }), 404, 'not-found'],
  ];
  const unread: readonly Case[] = [
    ['an unknown field', record({ colour: 'red' }), 400, 'invalid', '/colour'],
    ['an unknown field of a line', item({ colour: 'red' }), 400, 'invalid', '/items/0/colour'],
    ['a fraction of a degree', record({ geo: { lat: 30.2741, lng: 1 } }), 400, 'invalid', '/geo/lat'],
    ['a verdict there is not', item({ verdict: 'FINE' }), 400, 'invalid', '/items/0/verdict'],
    ['a time there is not', record({ deviceTime: '2026-13-45T00:00:00Z' }), 400, 'invalid', '/deviceTime'],
    ['neither number nor return', record({ number: undefined }), 400, 'invalid', '/number'],
    ['a number that is none', record({ number: '../../etc' }), 400, 'invalid', '/number'],
    ['a text no database holds', record({ deviceId: 'a\u0000b' }), 400, 'invalid', '/record'],
    ['half a character', sent({ record: '{"deviceId":"\\ud800"}' }), 400, 'invalid', '/record'],
    [
      'a photo that was not sent',
      photo(4, { part: 'photo4', kind: 'ITEM' }),
      400,
      'invalid',
      '/photos/4/part',
    ],
    ['a photo that is nowhere', photo(4, { kind: 'ITEM' }), 400, 'invalid', '/photos/4/part'],
    ['a part no photo names', files({ photo9: png() }), 400, 'invalid', '/photo9'],
    ['a part with a strange name', files({ '../x': png() }), 400, 'invalid', '/../x'],
    ['why, of a record that corrects nothing', sent({ why: 'because' }), 400, 'invalid', '/why'],
    ['a correction that does not say why', sent({ path: corrections() }), 400, 'invalid', '/why'],
    ['a record that is no JSON', sent({ record: '{' }), 400, 'invalid', '/record'],
    ['a record that is a list', sent({ record: '[]' }), 400, 'invalid', '/record'],
    ['no record', sent({ record: undefined }), 400, 'invalid', '/record'],
    ['a record that is nested without end', sent({ record: deep }), 400, 'too-deep'],
  ];
  const prefixed = (family: string, cases: readonly Case[]) =>
    cases.map(([title, change, status, code, pointer]) => ({
      title,
      change,
      status,
      code: `${family}/${code}`,
      pointer,
    }));

  it.each([...prefixed('sign-off', unheld), ...prefixed('request', unread)])(
    '$title',
    async ({ change, status, code, pointer }) => {
      const form = intact(sentBack);
      const answer = await send(esign.service, { ...form, ...change(form) });
      expect(answer).toMatchObject({ status, body: { code } });
      const { errors } = answer.body as { errors?: { pointer: string }[] };
      const named = errors?.map((error) => error.pointer);
      expect(named).toEqual(pointer === undefined ? undefined : expect.arrayContaining([pointer]));
    },
  );

  it('names the statute where an objection is not proved', async () => {
    const form = intact(sentBack);
    item({ verdict: 'AFFECTS_RESALE', reasons: ['worn'] })(form);
    const { detail } = (await send(esign.service, form)).body as { detail: string };
    expect(detail).toMatch(/counts as INTACT and the refund follows .*art\. 18 and 35/);
  });

  it('names the part that is too large', async () => {
    const form = intact(sentBack);
    form.files['photo1'] = huge;
    expect((await send(esign.service, form)).body).toMatchObject({
      detail: 'part photo1 is larger than 20 MB',
    });
  });

  const post = async (headers: Record<string, string>, body: Buffer | string) =>
    esign.service.http({ method: 'POST', url: '/internal/sign-offs', headers, body });
  const authorised = async (scopes?: string[]) => ({
    authorization: `Bearer ${await tokenFor(undefined, scopes)}`,
  });

  it('is nobody without a token, without its scope, without a key, or with JSON', async () => {
    const { type, body } = await formOf(intact(sentBack));
    const multipart = { 'content-type': type, 'idempotency-key': newKey() };
    expect((await post(multipart, body)).status).toBe(401);
    expect((await post({ ...multipart, ...(await authorised(['sign-offs:read'])) }, body)).status).toBe(403);
    const keyless = { 'content-type': type, ...(await authorised()) };
    expect((await post(keyless, body)).body).toMatchObject({ status: 400, code: 'idempotency/key-missing' });
    const json = { ...(await authorised()), 'content-type': 'application/json', 'idempotency-key': newKey() };
    expect((await post(json, '{}')).status).toBe(415);
  });

  it('is a form that breaks off, without a word about our insides', async () => {
    const { type, body } = await formOf(intact(sentBack));
    const headers = { 'content-type': type, 'idempotency-key': newKey(), ...(await authorised()) };
    for (const cut of [body.length - 40, body.length - 500, 200, 0]) {
      const answer = await post(headers, body.subarray(0, cut));
      expect(answer.status).toBe(400);
      expect(answer.text).not.toContain('busboy');
    }
    const unbounded = { ...headers, 'content-type': 'multipart/form-data' };
    expect((await post(unbounded, body)).status).toBe(400);
  });

  it('is a form that says it is larger than all photos may be, before it is read', async () => {
    const { type } = await formOf(intact(sentBack));
    const headers = { 'content-type': type, 'idempotency-key': newKey(), ...(await authorised()) };
    const answer = await post({ ...headers, 'content-length': String(300 * MB) }, Buffer.alloc(0));
    expect(answer).toMatchObject({ status: 413, body: { code: 'sign-off/too-large' } });
  });
});

describe('a key after a refusal', () => {
  it('is still free: the right form under it is signed for', async () => {
    const esign = await startESign();
    const sentBack = aReturn();
    await esign.service.given(aTenantOpened(), ...expected(sentBack));
    const form = intact(sentBack);
    const key = newKey();
    const wrong = { ...form, files: { ...form.files, photo0: Buffer.from('no picture') } };
    expect((await send(esign.service, { ...wrong, key })).status).toBe(422);
    expect((await send(esign.service, { ...form, key })).status).toBe(201);
    await esign.stop();
  });
});
