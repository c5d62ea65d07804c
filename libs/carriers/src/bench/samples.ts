import { createCipheriv, createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { RawCallback } from '../port.js';

/** A callback as its provider would send it, and what is inside: the bytes that are signed and then parsed. */
export interface SampleCallback {
  readonly raw: RawCallback;
  readonly signed: Buffer;
}

export interface Sample {
  /** How its figure is called where one provider has two: `sf`, `sf-xml`. */
  readonly name: string;
  readonly provider: string;
  readonly form: 'JSON' | 'XML' | 'JSON under SM4';
  readonly settings: Readonly<Record<string, string | number>>;
  /** `number` takes the place of the fixture's own waybill number. */
  make(number: string): SampleCallback;
}

const md5 = (...parts: readonly (string | Buffer)[]) => {
  const hash = createHash('md5');
  for (const part of parts) hash.update(part);
  return hash;
};

/** On one line, as it is sent. */
const fixture = (path: string): string =>
  JSON.stringify(JSON.parse(readFileSync(new URL(`../../src/${path}`, import.meta.url), 'utf8')));

/** A form whose field `name` is the fixture; `sign` gives the other fields, or the headers. Signed here, as documented. */
function form(
  text: string,
  fixtureNumber: string,
  name: string,
  sign: (text: string) => {
    readonly fields?: Record<string, string>;
    readonly headers?: Record<string, string>;
  },
): Sample['make'] {
  return (number) => {
    const payload = text.replaceAll(fixtureNumber, number);
    const { fields = {}, headers = {} } = sign(payload);
    const body = Buffer.from(new URLSearchParams({ [name]: payload, ...fields }).toString());
    return { raw: { headers, body }, signed: Buffer.from(payload) };
  };
}

/** The fixture itself, which nobody signs. */
function bare(text: string, fixtureNumber: string): Sample['make'] {
  return (number) => {
    const body = Buffer.from(text.replaceAll(fixtureNumber, number));
    return { raw: { headers: {}, body }, signed: body };
  };
}

/**
 * A fixture that is XML: as the body, or in the field `name` of a form. As JSON its bytes are one text, so its limit is that
 * of a text.
 */
function document(path: string, fixtureNumber: string, name?: string): Sample['make'] {
  const text = readFileSync(new URL(`../../src/${path}`, import.meta.url), 'utf8');
  return (number) => {
    const payload = text.replaceAll(fixtureNumber, number);
    const body = name === undefined ? payload : new URLSearchParams({ [name]: payload }).toString();
    return { raw: { headers: {}, body: Buffer.from(body) }, signed: Buffer.from(JSON.stringify(payload)) };
  };
}

const SECRET = 'bench-secret-of-nobody';
const SM4_KEY = Buffer.from('bench-of-nobody!').toString('base64');

/** A form whose field `name` is the fixture, sealed as EMS does; what is parsed is inside. */
function sealed(text: string, fixtureNumber: string, name: string, signKey: string): Sample['make'] {
  return (number) => {
    const payload = text.replaceAll(fixtureNumber, number);
    const cipher = createCipheriv('sm4-ecb', Buffer.from(signKey, 'base64'), null);
    const bytes = Buffer.concat([cipher.update(payload + signKey), cipher.final()]);
    const body = Buffer.from(new URLSearchParams({ [name]: `|$4|${bytes.toString('base64')}` }).toString());
    return { raw: { headers: {}, body }, signed: Buffer.from(payload) };
  };
}

/** Of every provider whose pushes are read, one push of each form they come in. */
export const samples: readonly Sample[] = [
  {
    name: 'kdniao',
    provider: 'kdniao',
    form: 'JSON',
    settings: { eBusinessId: '1000001', apiKey: SECRET },
    make: form(fixture('kdniao/fixtures/push-102-moving.json'), 'YT1234567890123', 'RequestData', (text) => ({
      fields: {
        RequestType: '102',
        DataSign: Buffer.from(md5(text, SECRET).digest('hex')).toString('base64'),
      },
    })),
  },
  {
    name: 'kuaidi100',
    provider: 'kuaidi100',
    form: 'JSON',
    settings: { key: 'bench-key', secret: SECRET, salt: SECRET },
    make: form(fixture('kuaidi100/fixtures/push-polling.json'), 'YT1234567890123', 'param', (text) => ({
      fields: { sign: md5(text, SECRET).digest('hex').toUpperCase() },
    })),
  },
  {
    name: 'sf',
    provider: 'sf',
    form: 'JSON',
    settings: { partnerId: 'bench', checkWord: SECRET },
    make: bare(fixture('sf/fixtures/push-routes.json'), 'SF1234567890123'),
  },
  {
    name: 'sf-xml',
    provider: 'sf',
    form: 'XML',
    settings: { partnerId: 'bench', checkWord: SECRET },
    make: document('sf/fixtures/push-routes.xml', 'SF1234567890123'),
  },
  {
    name: 'zto',
    provider: 'zto',
    form: 'JSON',
    settings: { appKey: 'bench-app', appSecret: SECRET },
    make: form(fixture('zto/fixtures/push-dispatch.json'), '73100000000017', 'data', (text) => ({
      fields: { data_digest: md5(text, SECRET).digest('base64'), msg_type: 'Traces' },
    })),
  },
  {
    name: 'ems',
    provider: 'ems',
    form: 'JSON under SM4',
    settings: { senderNo: '1000001', authorization: SECRET, signKey: SM4_KEY },
    make: sealed(
      fixture('ems/fixtures/push-out-for-delivery.json'),
      '1100000000001',
      'logitcsInterface',
      SM4_KEY,
    ),
  },
  {
    name: 'jt',
    provider: 'jt',
    form: 'JSON',
    settings: { apiAccount: 'bench', privateKey: SECRET },
    make: form(fixture('jt/fixtures/push-moving.json'), 'JT0000000000001', 'bizContent', (text) => ({
      headers: { digest: md5(text, SECRET).digest('base64') },
    })),
  },
  {
    name: 'sto',
    provider: 'sto',
    form: 'JSON',
    settings: { fromAppkey: 'bench', fromCode: 'bench', secretKey: SECRET },
    make: form(fixture('sto/fixtures/push-delivering.json'), '777000000000001', 'content', () => ({})),
  },
  {
    name: 'yto',
    provider: 'yto',
    form: 'XML',
    settings: { queryOpenId: 'bench', queryCustomerCode: 'bench', querySecret: SECRET },
    make: document('yto/fixtures/push-sent-scan.xml', 'YT1234567890123', 'logistics_interface'),
  },
  {
    name: 'jdl',
    provider: 'jdl',
    form: 'JSON',
    settings: {
      appKey: 'bench-app',
      appSecret: SECRET,
      accessToken: SECRET,
      customerCode: '010K000000',
      orderOrigin: 2,
    },
    make: bare(fixture('jdl/fixtures/push-out-for-delivery.json'), 'JDVA00000000001'),
  },
  {
    name: 'deppon',
    provider: 'deppon',
    form: 'JSON',
    settings: { companyCode: 'bench', appkey: SECRET, customerCode: '400000' },
    make: form(fixture('deppon/fixtures/push-traces.json'), 'DPK000000000001', 'params', () => ({})),
  },
];
