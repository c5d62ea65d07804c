import { deppon } from '../deppon/deppon.js';
import { ems } from '../ems/ems.js';
import { jdl } from '../jdl/jdl.js';
import { jt } from '../jt/jt.js';
import { kdniao } from '../kdniao/kdniao.js';
import { kuaidi100 } from '../kuaidi100/kuaidi100.js';
import { sf } from '../sf/sf.js';
import { sto } from '../sto/sto.js';
import { yto } from '../yto/yto.js';
import { yunda } from '../yunda/yunda.js';
import { zto } from '../zto/zto.js';
import type { MakeVendor } from './surroundings.js';

/** Every vendor there is, one line each. */
export const vendors: readonly MakeVendor[] = [
  kdniao,
  kuaidi100,
  sf,
  zto,
  yto,
  sto,
  yunda,
  jt,
  jdl,
  ems,
  deppon,
];
