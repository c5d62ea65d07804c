import { describe, expect, it } from '@jest/globals';
import { signConnection, signRequest } from './sign.js';

describe('Pinduoduo’s signatures', () => {
  it('agree with vector 13, whatever the order of the fields, and leave the signature itself out', () => {
    const pairs: [string, string][] = [
      ['use_has_next', 'true'],
      ['type', 'pdd.order.number.list.increment.get'],
      ['client_id', 'cid-demo'],
      ['access_token', 'at-demo'],
      ['timestamp', '1700000000'],
      ['data_type', 'JSON'],
      ['version', 'V1'],
      ['is_lucky_flag', '0'],
      ['order_status', '1'],
      ['refund_status', '5'],
      ['start_updated_at', '1699998200'],
      ['end_updated_at', '1700000000'],
      ['page', '1'],
      ['page_size', '100'],
      ['sign', 'whatever'],
    ];
    expect(signRequest('csec-demo', new Map(pairs))).toBe('4685BC47E01C21E4769B8624A5BC8751');
  });

  it('agree with vector 14', () => {
    const sign = signConnection('cid-demo', '1700000000000', 'csec-demo');
    expect(sign).toBe('NjA5NDEwY2MwOWI5MmI4YTg1MDIzMjdiM2IxODdjOWQ=');
  });
});
