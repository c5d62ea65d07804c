import type { Connector } from '../../application/ports.js';
import { douyinConnector } from './douyin/connector.js';

/** Every platform there is a connector for. */
export const connectors: readonly Connector[] = [douyinConnector];
