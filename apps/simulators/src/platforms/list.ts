import { douyin } from '../douyin/douyin.js';
import { kuaishou } from '../kuaishou/kuaishou.js';
import { mall } from '../mall/mall.js';
import { pinduoduo } from '../pinduoduo/pinduoduo.js';
import { taobao } from '../taobao/taobao.js';
import { xiaohongshu } from '../xiaohongshu/xiaohongshu.js';
import { weimob } from '../weimob/weimob.js';
import { wechat } from '../wechat/wechat.js';
import { youzan } from '../youzan/youzan.js';
import type { MakePlatform } from './surroundings.js';

/** Every platform there is, one line each. */
export const platforms: readonly MakePlatform[] = [
  douyin,
  kuaishou,
  xiaohongshu,
  wechat,
  pinduoduo,
  youzan,
  taobao,
  weimob,
  mall,
];
