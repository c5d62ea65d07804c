import { machineClock } from '@cartrail/kernel';
import { describe, expect, it } from '@jest/globals';
import { fetchHttp } from '../http.js';
import { isSupported } from '../port.js';
import { carrierFactories, providersWith } from '../registry.js';
import { samples } from './samples.js';

describe('the pushes that are measured', () => {
  it('are of every provider whose pushes are read, and of each form it sends', () => {
    expect([...new Set(samples.map(({ provider }) => provider))].toSorted()).toEqual(
      [...providersWith('push')].toSorted(),
    );
    const forms = samples.map(({ name, form }) => `${name} ${form}`);
    expect(forms).toEqual(expect.arrayContaining(['sf JSON', 'sf-xml XML', 'yto XML', 'ems JSON under SM4']));
    expect(new Set(samples.map(({ name }) => name)).size).toBe(samples.length);
  });

  it.each(samples.map((sample) => [sample.name, sample] as const))(
    'verify, and tell about the waybill they are made for: %s',
    (_name, { provider, settings, make }) => {
      const port = carrierFactories.get(provider)?.create(settings, { http: fetchHttp, clock: machineClock });
      if (!port || !isSupported(port.callbacks)) throw new Error('reads no pushes');
      for (const number of ['YT0000000000001', 'YT0000000000002']) {
        const reading = port.callbacks.read(make(number).raw);
        if (reading.kind !== 'accepted') throw new Error(reading.kind);
        expect(new Set(reading.content.reports.map((report) => report.number))).toEqual(new Set([number]));
        expect(reading.content.reports[0]?.scans.length).toBeGreaterThan(0);
      }
    },
  );
});
