import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { HOUR } from './returns.js';
import { Running } from './running.js';
import { order, Sf, type Said } from './sf-client.js';

let sim: Running;
let sf: Sf;

beforeEach(async () => {
  sim = await Running.start();
  sf = new Sf(sim);
});
afterEach(() => sim.stop());

const codesOf = async (said: Promise<Said>): Promise<unknown[]> => (await said).codes;

describe('bills', () => {
  const bill = (trackingNum: string, trackingType = '1'): Promise<Said> =>
    sf.call('EXP_RECE_QUERY_SFWAYBILL', { trackingType, trackingNum });

  it('are told to whoever ordered, by order and by waybill, from when the courier has the parcel', async () => {
    await sim.call('PUT', '/control/courier-plans', { default: 'reweighs', parcelPlan: 'never-picked' });
    await sf.call('EXP_RECE_CREATE_ORDER', order('R-1'));
    const found = await sf.call('EXP_RECE_SEARCH_ORDER_RESP', { orderId: 'R-1', searchType: '1' });
    const number = (found.data['waybillNoInfoList'] as { waybillNo: string }[])[0]?.waybillNo ?? '';
    expect(await codesOf(bill('R-1'))).toEqual(['A1000', '8148']);
    await sim.advance(12 * HOUR);
    const { data } = await bill('R-1');
    expect(data).toMatchObject({
      waybillInfo: { waybillNo: number, orderId: 'R-1', meterageWeightQty: 3 },
      waybillFeeList: [{ type: '1', name: '运费' }, { value: 3 }],
    });
    expect((await bill(number, '2')).data).toEqual(data);
    expect(await codesOf(bill('SF0000000000000', '2'))).toEqual(['A1000', '8148']);
    expect(await codesOf(bill('R-1', '3'))).toEqual(['A1000', 'S0001']);
    expect(await codesOf(bill(''))).toEqual(['A1000', 'S0001']);
  });
});
