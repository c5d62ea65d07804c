import { describe, expect, it } from '@jest/globals';
import { sealMessage, signFields } from './sign.js';

const fields = {
  access_token: 'at-demo',
  appkey: 'ks700000000000000001',
  method: 'open.order.cursor.list',
  version: '1',
  timestamp: '1700000000000',
  param:
    '{"beginTime":1700000000000,"cursor":"","endTime":1700003600000,"orderViewStatus":1,"pageSize":50,"queryType":2,"sort":1}',
};
const MESSAGE =
  '{"eventId":"ev-1","msgId":"ev-1","bizId":2311500000012345,"userId":1,"openId":"o1","appKey":"ks700000000000000001",' +
  '"event":"kwaishop_order_paySuccess","info":"{\\"oid\\":2311500000012345,\\"sellerId\\":1,\\"status\\":30,' +
  '\\"updateTime\\":1700000000000}","createTime":1700000000000,"test":false}';
const SEALED =
  'R+UIrCR7gUIu2GDH5Zi7P7oN8dY/Dmf4ic7F4SvD5DpCnF1KP+2JYLNvpbRJxisSlSVTHm5PHjLTIpHP/OmG7XAnwZ+PCeT861sw9Q2lulyvoC7F' +
  'xTmcF1tO7eR0CUnOHt95gQhezqfiVUXB2lrBgRkxcZQ/l0U+5nzVGHfNaKIuDBfvHN9SVC+2rKUtUCq++RUA6vZXDPaJEnCRmN3vM/XZdfBhhBVo' +
  'MdQt8bjgOEHmQKN3XG6iIDabThDiR3AIgg4PDZSH4N56H7/DAt1feFpnqB7wCL5TPrw8FBDNDAWoQZNBt5xvCKGqAA/XWJNY+6eNxm3lYdHJPjSO' +
  'G03hXIJR9+4sym9QW8FmibL6iDdVeQRmEpfDpnRDlfWG+Jhg';

describe('Kuaishou, by the vectors of the reference', () => {
  it.each([
    ['MD5', 'd5d260ac45579e7d6ab1f00160ce12d1'],
    ['HMAC_SHA256', 'f8BNe/Nj/ZwasGKXNkixGB1og9048kXUzmieA4+VYP0='],
  ])('signs a call with %s', (signMethod, expected) => {
    expect(signFields('ss-demo-0001', new Map(Object.entries({ ...fields, signMethod })))).toBe(expected);
  });

  it('seals a message', () => {
    expect(sealMessage('MDEyMzQ1Njc4OWFiY2RlZg==', MESSAGE)).toBe(SEALED);
  });
});
