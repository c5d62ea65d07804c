import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { documentWith, exampleText } from '../../../test/mapping-examples.js';
import { catalogue } from '../../outbound/platforms/mapped/catalogue.js';
import { readDocument } from './validate.js';

const problemsOf = (text: string) => {
  const read = readDocument(text, catalogue);
  return read.kind === 'invalid' ? read.problems : [];
};
const time = { from: ['t'], steps: [{ do: 'time', format: { kind: 'seconds' } }] };
const list = '/sources/orders/changed';

describe('a mapping document', () => {
  it.each(['private-mall', 'erp-top'] as const)('is accepted when it is whole: %s', (name) => {
    expect(problemsOf(exampleText(name))).toEqual([]);
  });

  it.each<[string, Record<string, unknown>, string, RegExp]>([
    ['another format', { '/format': 2 }, '/format', /must be 1/],
    ['an unknown member', { '/extra': 1 }, '/extra', /take it out/],
    ['a missing part', { '/connection': undefined }, '', /is missing "connection": add it/],
    ['a missing field', { '/order/fields/orderId': undefined }, '/order/fields', /"orderId": add it/],
    ['a field of no order', { '/order/fields/colour': time }, '/order/fields/colour', /not known here/],
    ['no rule', { '/order/fields/orderId': {} }, '/order/fields/orderId', /either "from".*or "constant"/],
    [
      'two rules',
      { '/order/fields/orderId': { from: ['a'], constant: 'b' } },
      '/order/fields/orderId',
      /either/,
    ],
    [
      'a path that is none',
      { '/order/fields/orderId': { from: ['a..b'] } },
      '/order/fields/orderId/from/0',
      /write it like/,
    ],
    [
      'an unknown step',
      { '/order/fields/orderId': { from: ['a'], steps: [{ do: 'eval' }] } },
      '/order/fields/orderId/steps/0/do',
      /one of path, trim/,
    ],
    [
      'a step with code',
      { '/order/fields/orderId': { from: ['a'], steps: [{ do: 'trim', js: '1' }] } },
      '/order/fields/orderId/steps/0/js',
      /not known/,
    ],
    [
      'a pattern without bound',
      { '/order/fields/orderId': { from: ['a'], steps: [{ do: 'extract', pattern: '(a+)+' }] } },
      '/order/fields/orderId/steps/0/pattern',
      /single characters may repeat/,
    ],
    [
      'a time without its step',
      { '/order/fields/paidAt': { from: ['a'] } },
      '/order/fields/paidAt',
      /add the step time/,
    ],
    [
      'an amount without its unit',
      { '/order/fields/payAmountFen': { from: ['a'] } },
      '/order/fields/payAmountFen',
      /yuanToFen, or fen/,
    ],
    ['a time for a text', { '/order/fields/orderId': time }, '/order/fields/orderId', /no time/],
    [
      'a zone of no place',
      { '/connection/time': { kind: 'text', format: 'yyyy-MM-dd', zone: 'Mars' } },
      '/connection/time/zone',
      /like \+08:00/,
    ],
    [
      'several values for one field',
      { '/order/fields/orderId': { from: ['a', 'b'] } },
      '/order/fields/orderId',
      /firstNonEmpty or join/,
    ],
    [
      'a map that is not there',
      { '/order/fields/status': { from: ['a'], steps: [{ do: 'map', map: 'nope' }] } },
      '/order/fields/status/steps/0/map',
      /write it under "maps"/,
    ],
    [
      'a map to no word of ours',
      { '/maps/orderStatus/entries/99': 'lost' },
      '/maps/orderStatus/entries/99',
      /must be one of created/,
    ],
    [
      'a map to no carrier of ours',
      { '/maps/companies/entries/xx': 'NOPE' },
      '/maps/companies/entries/xx',
      /our carrier codes/,
    ],
    [
      'a default of no word',
      { '/order/fields/status/default': 'lost' },
      '/order/fields/status/default',
      /one of created/,
    ],
    [
      'a map on a person',
      { '/order/fields/receiverName': { from: ['a'], steps: [{ do: 'map', map: 'reasons' }] } },
      '/order/fields/receiverName/steps/0/map',
      /person/,
    ],
    [
      'an address with credentials',
      { '/connection/baseUrl': 'https://a:b@mall.example.com' },
      '/connection/baseUrl',
      /credentials/,
    ],
    [
      'an address of another scheme',
      { '/connection/baseUrl': 'file:///etc/passwd' },
      '/connection/baseUrl',
      /https/,
    ],
    [
      'a token of another call',
      { [`${list}/call/params/page`]: '{{order.id}}' },
      `${list}/call/params/page`,
      /no \{\{order.id\}\} here/,
    ],
    [
      'a token in pieces',
      { [`${list}/call/params/page`]: '{{page' },
      `${list}/call/params/page`,
      /cannot be read/,
    ],
    ['a list without a window', { [`${list}/call/params/updatedTo`]: 1 }, `${list}/call`, /window.end/],
    ['pages without a page', { [`${list}/call/params/page`]: 1 }, `${list}/call`, /every page is the first/],
    [
      'last page first without a total',
      { [`${list}/paginator/total`]: undefined },
      `${list}/paginator`,
      /"total"/,
    ],
    ['a push with nothing to ask', { '/sources/orders/detail': undefined }, '/sources/orders', /"detail"/],
    [
      'no source at all',
      { '/sources/push': undefined, [list]: undefined },
      '/sources',
      /no order ever comes/,
    ],
    ['cases without their fields', { '/afterSale': undefined }, '', /"afterSale"/],
    ['fields of cases without a source', { '/sources/afterSales': undefined }, '/sources', /"afterSales"/],
    ['a path that climbs', { [`${list}/call/path`]: '/../admin' }, `${list}/call/path`, /\. or \.\./],
    ['a body under GET', { [`${list}/call/method`]: 'GET' }, `${list}/call/in`, /no body/],
    [
      'a signed time without its header',
      { '/sources/push/proof/timestampHeader': undefined },
      '/sources/push/proof',
      /timestampHeader/,
    ],
    [
      'a header of two lines',
      { '/connection/auth': { kind: 'header', name: 'X-A', prefix: 'a\r\nb' } },
      '/connection/auth/prefix',
      /one line/,
    ],
    [
      'an action at no stage',
      { '/actions/agreeReturn/at': ['someday'] },
      '/actions/agreeReturn/at/0',
      /one of requested/,
    ],
    ['an action without companies', { '/actions/companies': undefined }, '/actions', /"companies"/],
    [
      'a company of no carrier',
      { '/actions/companies/NOPE': 'x' },
      '/actions/companies/NOPE',
      /none of our carrier codes/,
    ],
    [
      'a preset without its method',
      { '/connection/auth': { kind: 'top', method: 'md5' } },
      `${list}/call`,
      /"apiMethod"/,
    ],
    [
      'a credential that is none',
      {
        '/connection/auth': {
          kind: 'sorted-md5',
          params: { k: '{{credential.pushSecret}}' },
          pairs: 'glued',
          secret: 'before',
          letters: 'lower',
          as: 'sign',
        },
      },
      '/connection/auth/params/k',
      /one of now, credential/,
    ],
  ])('tells of %s by its place, and what to do', (_name, changes, pointer, message) => {
    const problems = problemsOf(documentWith('private-mall', changes));
    expect(
      problems.filter((problem) => problem.pointer === pointer && message.test(problem.message)),
    ).toHaveLength(1);
  });

  it.each(['', '{', '[]', 'null', '7', '{"format":1}'])('is told to be none when it is %j', (text) => {
    expect(problemsOf(text).length).toBeGreaterThan(0);
  });

  it('escapes names in a pointer, and refuses names that are not data', () => {
    const spoiled = documentWith('private-mall').replace(
      '"10":"created"',
      '"a/b~c":"lost","__proto__":"created"',
    );
    expect(problemsOf(spoiled).map(({ pointer }) => pointer)).toEqual([
      '/maps/orderStatus/entries/__proto__',
    ]);
    const odd = documentWith('private-mall').replace('"10":"created"', '"a/b~c":"lost"');
    expect(problemsOf(odd).map(({ pointer }) => pointer)).toContain('/maps/orderStatus/entries/a~1b~0c');
  });

  it('is no longer than its bound', () => {
    expect(problemsOf(' '.repeat(200_001) + exampleText('erp-top'))[0]?.message).toMatch(/at most 200000/);
  });

  it('never throws, whatever the text', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void readDocument(text, catalogue)));
  });
});
