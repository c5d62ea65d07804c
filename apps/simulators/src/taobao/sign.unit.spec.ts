import { describe, expect, it } from '@jest/globals';
import { readFrame, writeFrame, type Told } from './frame.js';
import { signFields, signHello } from './sign.js';

const fields = {
  method: 'taobao.trades.sold.get',
  app_key: '12345678',
  session: 's-demo',
  timestamp: '2023-11-15 06:13:20',
  format: 'json',
  v: '2.0',
  fields: 'tid,status,payment',
  page_no: '1',
  page_size: '40',
  start_created: '2023-11-14 00:00:00',
};

describe('TOP, by the vectors of the reference', () => {
  it.each([
    ['md5', '216EDA07F7C8FB7FE6067E791E372725'],
    ['hmac', 'D29C03EA10F9D12046F4FB7AD59AC952'],
    ['hmac-sha256', 'B86341B536340064C6230A6AC87A225AF8D5DD439C768B5D46042C19C1181DFA'],
  ])('signs a call with %s', (way, expected) => {
    const signed = new Map(Object.entries({ ...fields, sign_method: way, sign: 'not signed' }));
    expect(signFields('helloworld', signed, way)).toBe(expected);
  });

  it('signs the first frame of the message channel', () => {
    expect(signHello('helloworld', '12345678', 'default', '1700000000000')).toBe(
      'C86848D198760FA334AA309207C72ECD',
    );
  });
});

describe('frames of the message channel', () => {
  const told: Told = {
    type: 2,
    token: 't',
    fields: { text: '中', number: 7, id: 4714323456789012345n, at: new Date(1_700_000_000_000), none: null },
  };

  it('is read as it was written', () => {
    expect(readFrame(writeFrame(told))).toEqual(told);
  });

  it('is nothing when it is cut off, or of no kind', () => {
    const bytes = writeFrame(told);
    for (let end = 0; end < bytes.length; end++) expect(readFrame(bytes.subarray(0, end))).toBeUndefined();
    expect(readFrame(Buffer.from('01020000', 'hex'))).toBeUndefined();
    expect(readFrame(Buffer.from('020206000000', 'hex'))).toBeUndefined();
  });
});
