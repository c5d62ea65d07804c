import { carrierFactories } from '@cartrail/carriers';
import { conformanceMatrix, type CellResult } from '@cartrail/carriers/conformance';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { deppon } from './deppon.js';
import { Bench } from './driver.js';
import { ems } from './ems.js';
import { jdl } from './jdl.js';
import { jt } from './jt.js';
import { kdniao } from './kdniao.js';
import { kuaidi100 } from './kuaidi100.js';
import { sf } from './sf.js';
import { sto } from './sto.js';
import { yto } from './yto.js';
import { yunda } from './yunda.js';
import { zto } from './zto.js';

/** One line per provider, in the order of the registry. */
const vendors = [kdniao, kuaidi100, sf, zto, ems, jt, sto, yto, jdl, deppon, yunda];

it('leaves no provider out', () => {
  expect(vendors.map(({ provider }) => provider)).toEqual([...carrierFactories.keys()]);
});

describe('the adapters against their simulators, over real HTTP', () => {
  const columns = new Map<string, readonly CellResult[]>();
  let bench: Bench;
  beforeAll(async () => {
    bench = await Bench.start();
  });
  afterAll(async () => {
    await bench.stop();
    const ran = vendors.map(({ provider }) => [provider, columns.get(provider) ?? []] as const);
    process.stdout.write(`${conformanceMatrix(new Map(ran.filter(([, cells]) => cells.length > 0)))}\n`);
  });

  it.each(vendors)(
    '$provider keeps every guarantee that is asked of it',
    async (vendor) => {
      const results = await bench.run(vendor);
      columns.set(vendor.provider, results);
      const failed = results.filter(({ outcome }) => outcome === 'FAIL');
      expect(failed.map(({ feature, guarantee, why = '' }) => `${feature}: ${guarantee}: ${why}`)).toEqual(
        [],
      );
    },
    120_000,
  );
});
