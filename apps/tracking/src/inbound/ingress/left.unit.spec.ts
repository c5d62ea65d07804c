import { describe, expect, it } from '@jest/globals';
import { carrierFactories, fetchHttp, isSupported, type CallbackContent } from '@cartrail/carriers';
import { leftOf } from './left.js';

const settings: Readonly<Record<string, object>> = {
  kuaidi100: { key: 'k', secret: 's', customer: 'c', salt: 'sample-salt' },
  kdniao: { eBusinessId: '1', apiKey: 'sample-key' },
  sto: { fromAppkey: 'SAMPLE', fromCode: 'SAMPLE', secretKey: 'sample-secret', orderSource: 'SAMPLE' },
  jt: { apiAccount: '1', privateKey: 'sample-key' },
};

/** What the provider's own adapter reads in it. */
function read(provider: string, fields: Readonly<Record<string, string>>): CallbackContent {
  const port = carrierFactories
    .get(provider)
    ?.create(settings[provider], { http: fetchHttp, clock: { now: () => 0 } });
  if (!port || !isSupported(port.callbacks)) throw new Error(provider);
  const [headers, body] = [{}, Buffer.from(new URLSearchParams(fields).toString())];
  return port.callbacks.parse({ headers, body });
}
const kuaidi100 = (param: object) =>
  read('kuaidi100', { param: JSON.stringify(param), sign: 'S', taskId: 'T-1' });
const kdniao = (Data: readonly object[], RequestType = '102') =>
  read('kdniao', { RequestData: JSON.stringify({ Data }), DataSign: 'S', RequestType });
const jt = (push: object) => read('jt', { bizContent: JSON.stringify(push) });

const lastResult = { com: 'yuantong', nu: 'YT1', data: [] };
const track = { ShipperCode: 'YTO', LogisticCode: 'YT1', Traces: [] };

describe('what a push leaves for a person', () => {
  it('is nothing where all of it was read, also where there is nothing to tell yet', () => {
    expect(leftOf(kuaidi100({ status: 'polling', lastResult }), true)).toBeUndefined();
    expect(leftOf(kdniao([track]), true)).toBeUndefined();
  });

  it('is not what an adapter leaves out on purpose', () => {
    const content = kuaidi100({ status: 'polling', lastResult, destResult: { nu: 'EX1' } });
    expect(content.ignored).toHaveLength(1);
    expect(leftOf(content, true)).toBeUndefined();
    const unweighed = read('sto', { content: JSON.stringify({ BillCode: '777', SettleWeight: '0.00' }) });
    expect(leftOf(unweighed, false)).toBeUndefined();
  });

  // Told once more with its weight, a bill of parts would charge its parts once more.
  it('is no weight whose report was told without it', () => {
    for (const content of [
      kuaidi100({ kuaidicom: 'yuantong', status: '15', data: { weight: '1.5 公斤' } }),
      jt({ waybillNo: 'JT1', totalFreight: '8.00', packageChargeWeight: 'heavy' }),
    ]) {
      expect(content.ignored).toHaveLength(1);
      expect(leftOf(content, true)).toBeUndefined();
    }
  });

  it('is each item without its number or with an amount that cannot be read, by its place', () => {
    expect(leftOf(kdniao([track, { ...track, LogisticCode: '' }]), true)).toBe('Data[1] names no waybill');
    const booked = { KDNOrderCode: 'K', OrderCode: 'RB-1', ShipperCode: 'YTO', State: '301' };
    const bills = [
      { ...booked, TotalFee: '8.00' },
      { ...booked, TotalFee: '一百' },
    ];
    expect(leftOf(kdniao(bills, '103'), true)).toBe('Data[1] has an amount that cannot be read');
  });

  it('is a scan without a time where the push is believed; where it is not, its carrier is asked', () => {
    const Traces = [{ AcceptTime: 'yesterday', Action: '2', AcceptStation: '张三 took it' }];
    const content = kdniao([{ ...track, Traces }]);
    expect(leftOf(content, true)).toBe('a scan without a time');
    expect(leftOf(content, false)).toBeUndefined();
  });

  it('is the whole push where nothing in it can be read', () => {
    expect(leftOf(kdniao([]), true)).toBe('nothing in it can be read');
    const weight = read('sto', { content: JSON.stringify({ BillCode: '777', SettleWeight: 'heavy' }) });
    expect(leftOf(weight, false)).toBe('a settlement weight names no waybill, or no whole gram');
  });

  it('names five and how many more there are', () => {
    const content = kdniao([track, ...Array.from({ length: 8 }, () => ({}))]);
    expect(leftOf(content, true)).toMatch(/^(Data\[[1-5]\] names no waybill, ){5}and 3 more$/);
  });
});
