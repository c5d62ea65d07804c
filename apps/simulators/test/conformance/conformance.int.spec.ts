import { conformanceMatrix, type CellResult } from '@cartrail/carriers/conformance';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { deppon } from './deppon.js';
import { Bench } from './driver.js';
import { ems } from './ems.js';
import { jdl } from './jdl.js';
import { jt } from './jt.js';
import { kuaidi100 } from './kuaidi100.js';
import { sf } from './sf.js';
import { sto } from './sto.js';
import { yto } from './yto.js';
import { yunda } from './yunda.js';
import { zto } from './zto.js';

/** One line per provider, in the order of the registry. */
const vendors = [kuaidi100, sf, zto, ems, jt, sto, yto, jdl, deppon, yunda];

describe('the adapters against their simulators, over real HTTP', () => {
  const columns = new Map<string, readonly CellResult[]>();
  let bench: Bench;
  beforeAll(async () => {
    bench = await Bench.start();
  });
  afterAll(async () => {
    await bench.stop();
    process.stdout.write(`${conformanceMatrix(columns)}\n`);
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
