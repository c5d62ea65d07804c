import type { Connector } from '../../application/ports.js';
import { douyinConnector } from './douyin/connector.js';
import { kuaishouConnector } from './kuaishou/connector.js';
import { pinduoduoConnector } from './pinduoduo/connector.js';
import { taobaoConnector } from './taobao/connector.js';
import { wechatConnector } from './wechat/connector.js';
import { weimobConnector } from './weimob/connector.js';
import { xiaohongshuConnector } from './xiaohongshu/connector.js';
import { youzanConnector } from './youzan/connector.js';

/** Every platform there is a connector for. */
export const connectors: readonly Connector[] = [
  douyinConnector,
  kuaishouConnector,
  wechatConnector,
  youzanConnector,
  weimobConnector,
  taobaoConnector,
  xiaohongshuConnector,
  pinduoduoConnector,
];
