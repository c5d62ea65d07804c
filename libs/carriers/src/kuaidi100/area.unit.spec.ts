import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { partsOfArea } from './area.js';
import { toReport } from './mapping.js';
import type { WireTrack } from './wire.js';

describe('the area of a Kuaidi100 node', () => {
  it.each([
    ['浙江,杭州市,余杭区', 'CN330110000000', { province: '浙江', city: '杭州市', district: '余杭区' }],
    ['浙江,杭州市', 'CN330100000000', { province: '浙江', city: '杭州市' }],
    ['上海,青浦区', 'CN310118000000', { province: '上海', district: '青浦区' }],
    ['上海市', '310000000000', { province: '上海市' }],
    ['杭州市', 'CN330100000000', { city: '杭州市' }],
  ])('%s of %s is read at its levels', (areaName, areaCode, parts) => {
    expect(partsOfArea({ areaName, areaCode })).toEqual(parts);
  });

  it.each([
    ['上海,青浦区', { province: '上海' }],
    ['浙江,杭州市,余杭区', { province: '浙江', city: '杭州市', district: '余杭区' }],
    ['杭州市', undefined],
    ['', undefined],
    [null, undefined],
  ])('%s without a code claims no level that it does not tell', (areaName, parts) => {
    expect(partsOfArea({ areaName })).toEqual(parts);
  });

  it('stands beside the place of every node', () => {
    const text = readFileSync(new URL('./fixtures/query-answer.json', import.meta.url), 'utf8');
    const scans = toReport(JSON.parse(text) as WireTrack, true)?.scans ?? [];
    expect(scans.map(({ place, placeParts }) => [place, placeParts?.province, placeParts?.city])).toEqual([
      ['金华市', '浙江', '金华市'],
      ['浙江,金华市', '浙江', '金华市'],
      ['杭州市', '浙江', '杭州市'],
      ['杭州市', '浙江', '杭州市'],
    ]);
  });
});
