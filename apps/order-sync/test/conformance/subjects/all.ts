import type { Subject } from '../subject.js';
import { douyin } from './douyin.js';
import { kuaishou } from './kuaishou.js';
import { mapped } from './mapped.js';
import { pinduoduo } from './pinduoduo.js';
import { taobao } from './taobao.js';
import { wechat } from './wechat.js';
import { weimob } from './weimob.js';
import { xiaohongshu } from './xiaohongshu.js';
import { youzan } from './youzan.js';

/** One line per platform, in the order of the registry, and a mall by its mapping. */
export const subjects: readonly Subject[] = [
  douyin,
  kuaishou,
  wechat,
  youzan,
  weimob,
  taobao,
  xiaohongshu,
  pinduoduo,
  mapped,
];
