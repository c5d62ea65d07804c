import { describe, expect, it } from '@jest/globals';
import { signCall, signChannel } from './signature.js';

const app = { clientId: 'cid-demo', clientSecret: 'csec-demo' };
const fields = {
  type: 'pdd.order.number.list.increment.get',
  client_id: 'cid-demo',
  access_token: 'at-demo',
  timestamp: '1700000000',
  data_type: 'JSON',
  version: 'V1',
  is_lucky_flag: '0',
  order_status: '1',
  refund_status: '5',
  start_updated_at: '1699998200',
  end_updated_at: '1700000000',
  page: '1',
  page_size: '100',
  use_has_next: 'true',
};

describe('Pinduoduo signatures', () => {
  it('signs a call as vector 13 does, in whatever order its fields were given', () => {
    const given = Object.entries(fields);
    for (const pairs of [given, [...given].reverse()]) {
      expect(signCall(app, new Map(pairs))).toBe('4685BC47E01C21E4769B8624A5BC8751');
    }
  });

  it('signs the message channel as vector 14 does: Base64 of the hexadecimal characters', () => {
    expect(signChannel(app, 1_700_000_000_000)).toBe('NjA5NDEwY2MwOWI5MmI4YTg1MDIzMjdiM2IxODdjOWQ=');
  });
});
