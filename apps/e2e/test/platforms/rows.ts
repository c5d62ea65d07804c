/** One platform and a shop there, as its merchant knows both. */
export interface PlatformRow {
  readonly platform: string;
  readonly vendorShopId: string;
  /** Of an application of the merchant's own, as he enters them at the gateway. */
  readonly credentials: Texts;
  readonly settings: Texts;
  /** Hosts of the manifest that are WebSockets. */
  readonly sockets?: readonly string[];
  /** The key of the application among the platform's own names. */
  readonly appKey: string;
  /** What the platform pushes into, beside a URL of ours: a connection of our own. */
  readonly channel?: true;
  /** Where goods come back to, where the platform wants an address instead of the id of one. */
  readonly addressId?: string;
}

type Texts = Readonly<Record<string, string>>;

const returnAddresses = '1=退货组|13900000001|浙江省|杭州市|余杭区|物流园1号仓';
const reasonCodes = '1:no_reason,2:quality';
const reasonTexts = '七天无理由退货:no_reason';

export const rows: readonly PlatformRow[] = [
  {
    platform: 'douyin',
    vendorShopId: '1900000001',
    credentials: { appKey: '7900000000000000001', appSecret: 'e2e-douyin-secret' },
    settings: { reasonCodes, secondConsent: 'true' },
    appKey: '7900000000000000001',
  },
  {
    platform: 'kuaishou',
    vendorShopId: '2900000001',
    credentials: {
      appKey: 'ks900000000000000001',
      appSecret: 'e2e-kuaishou-secret',
      signSecret: 'e2e-kuaishou-sign-secret',
      messageSecret: 'ZTJlLWt1YWlzaG91LWtleQ==',
    },
    settings: { reasonCodes },
    appKey: 'ks900000000000000001',
  },
  {
    platform: 'wechat',
    vendorShopId: 'wxe2e0e2e0e2e0e2e0',
    credentials: {
      appId: 'wxe2e0e2e0e2e0e2e0',
      secret: 'e2e-wechat-secret',
      token: 'e2e-wechat-token',
      encodingAesKey: 'ZTJlLXdlY2hhdC1lbmNvZGluZy1hZXMta2V5LTAxMjM',
    },
    settings: { reasonCodes },
    appKey: 'wxe2e0e2e0e2e0e2e0',
  },
  {
    platform: 'youzan',
    vendorShopId: '4900000001',
    credentials: { clientId: 'e2e-youzan-client', clientSecret: 'e2e-youzan-secret' },
    settings: { returnAddresses },
    appKey: 'e2e-youzan-client',
    addressId: '1',
  },
  {
    platform: 'weimob',
    vendorShopId: '5900000001',
    credentials: { clientId: 'E2E0WEIMOB0CLIENT', clientSecret: 'e2e-weimob-secret' },
    settings: {
      timeUnit: 'ms',
      orderStatuses: '10:created,20:awaiting_shipment,25:partly_shipped,30:shipped,40:finished,50:cancelled',
      caseStatuses:
        '110:requested,120:awaiting_return,130:return_shipped,140:reship,150:refunding,160:refunded,170:rejected,171:rejected,180:closed,190:in_dispute',
      caseTypes: '1:refund_only,2:return_refund,3:exchange',
      orderChangedType: '4',
      orderCreatedType: '1',
      caseChangedType: '4',
      caseCreatedType: '1',
      shopType: 'business_operation_system_id',
      freightType: '2',
      errorKinds: '90401:auth_expired,90429:throttled,90409:conflict',
      returnAddresses,
    },
    appKey: 'E2E0WEIMOB0CLIENT',
    addressId: '1',
  },
  {
    platform: 'taobao',
    vendorShopId: '9007199254740995',
    credentials: { appKey: '29000001', appSecret: 'e2e-taobao-secret' },
    settings: { reasonTexts },
    sockets: ['channel'],
    appKey: '29000001',
    channel: true,
  },
  {
    platform: 'xiaohongshu',
    vendorShopId: '6500000000000000000000e2',
    credentials: { appId: 'e2e-xiaohongshu-app', appSecret: 'e2e-xiaohongshu-secret' },
    settings: {
      companyCodes: 'yuantong:YTO',
      reasonCodes,
      authExpiredCodes: '-9005',
      throttledCodes: '-9006',
    },
    appKey: 'e2e-xiaohongshu-app',
  },
  {
    platform: 'pinduoduo',
    vendorShopId: '90071992547409932',
    credentials: { clientId: 'e2e-pdd-client', clientSecret: 'e2e-pdd-secret' },
    settings: { operateTimeUnit: 's', reasonTexts },
    sockets: ['push'],
    appKey: 'e2e-pdd-client',
    channel: true,
  },
];
