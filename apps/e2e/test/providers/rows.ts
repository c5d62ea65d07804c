/** What a vendor may tell of a courier it sent. */
export const tellings = ['courier', 'weight', 'fee'] as const;
export type Telling = (typeof tellings)[number];

/** One provider whose account alone serves a tenant. */
export interface ProviderRow {
  readonly provider: string;
  /** Whose parcels it follows and fetches here. */
  readonly carrier: string;
  /** It follows and fetches for others as well. */
  readonly aggregates?: true;
  /** As a merchant enters them at the gateway. */
  readonly credentials: Settings;
  /** The same account as the vendor knows it. */
  readonly atVendor: Settings;
  /** Calls name the address of the pushes themselves; else it is part of the account at the vendor. */
  readonly namesPushUrl?: true;
  /** Why nobody is sent by it here, though it can send couriers. */
  readonly sendsNobody?: string;
  /** What is never known of its couriers, and why. */
  readonly silent: Readonly<Partial<Record<Telling, string>>>;
}

type Settings = Readonly<Record<string, string | number | boolean>>;

const kdniao = { eBusinessId: '1000002', apiKey: 'e2e-kdniao-key' };
const kuaidi100 = { key: 'e2e-key', secret: 'e2e-secret', customer: 'e2e-customer', salt: 'e2e-kuaidi100' };
const sf = { partnerId: 'E2ESF', checkWord: 'e2e-sf-check-word', monthlyCard: '7550000001' };
const zto = {
  appKey: 'e2e-zto-app',
  appSecret: 'e2e-zto-secret',
  accountId: 'e2e-zto-account',
  accountPassword: 'e2e-zto-password',
};
const yto = { openId: 'e2eYTO', customerCode: 'K00000002', secret: 'e2e-yto-secret' };
const sto = {
  fromAppkey: 'e2e-sto-app',
  fromCode: 'e2e-sto-code',
  secretKey: 'e2e-sto-secret',
  orderSource: 'E2E',
  siteCode: '330100',
  customerName: '330100000002',
  sitePwd: 'e2e-sto-password',
};
const yunda = { appKey: 'e2e_yunda_app', appSecret: 'e2e-yunda-secret' };
const ems = {
  senderNo: '1100000000002',
  authorization: 'e2e-ems-authorization',
  signKey: 'ZTJlLXNhbXBsZS1rZXktMQ==',
};
const deppon = {
  companyCode: 'E2EDEPPON',
  appkey: 'e2e-deppon-key',
  customerCode: '400002',
  sign: 'EEEE',
};
const jt = {
  apiAccount: '100000000000000002',
  privateKey: 'e2e-jt-key',
  customerCode: 'J0000000002',
  customerPassword: 'e2e-jt-password',
};
const jdl = {
  appKey: 'e2e-jdl-app',
  appSecret: 'e2e-jdl-secret',
  accessToken: 'e2e-jdl-token',
  customerCode: '010K000002',
};

export const rows: readonly ProviderRow[] = [
  {
    provider: 'kdniao',
    aggregates: true,
    carrier: 'YTO',
    credentials: { ...kdniao, namesCarrier: true },
    atVendor: kdniao,
    silent: {},
  },
  {
    provider: 'kuaidi100',
    aggregates: true,
    carrier: 'STO',
    credentials: kuaidi100,
    atVendor: kuaidi100,
    namesPushUrl: true,
    silent: {},
  },
  {
    provider: 'sf',
    carrier: 'SF',
    credentials: sf,
    atVendor: sf,
    silent: { courier: 'no answer of its names one, and what its pushes say nobody signed' },
  },
  {
    provider: 'zto',
    carrier: 'ZTO',
    credentials: zto,
    atVendor: zto,
    silent: { courier: 'its pushes name none' },
  },
  {
    provider: 'yto',
    carrier: 'YTO',
    credentials: Object.fromEntries(
      ['query', 'subscribe', 'order'].flatMap((use) => [
        [`${use}OpenId`, yto.openId],
        [`${use}CustomerCode`, yto.customerCode],
        [`${use}Secret`, yto.secret],
      ]),
    ),
    atVendor: yto,
    silent: { weight: 'its pushes tell none of an order', fee: 'it tells no money' },
  },
  {
    provider: 'jt',
    carrier: 'JTSD',
    credentials: jt,
    atVendor: jt,
    silent: { courier: 'its pushes name none' },
  },
  {
    provider: 'sto',
    carrier: 'STO',
    credentials: sto,
    atVendor: sto,
    silent: { fee: 'it tells no money' },
  },
  {
    provider: 'yunda',
    carrier: 'YD',
    credentials: yunda,
    atVendor: yunda,
    sendsNobody: 'what an order of a courier takes is not documented',
    silent: {},
  },
  {
    provider: 'jdl',
    carrier: 'JD',
    credentials: { ...jdl, orderOrigin: 2 },
    atVendor: jdl,
    silent: { weight: 'its steps tell none', fee: 'no answer or push of its names charges' },
  },
  {
    provider: 'ems',
    carrier: 'EMS',
    credentials: { ...ems, ecommerceUserId: 'e2e-shop', paymentMode: '2' },
    atVendor: ems,
    silent: {
      courier: 'the traces of its parcels name who wrote them',
      weight: 'its traces tell none',
      fee: 'in which units it tells them is not documented',
    },
  },
  {
    provider: 'deppon',
    carrier: 'DBL',
    credentials: deppon,
    // Digits alone, says its document; our references have letters.
    atVendor: { ...deppon, logisticID: 'any' },
    silent: {
      courier: 'no answer of its names one, and what its pushes say nobody signed',
      weight: 'the steps of its orders tell none',
      fee: 'it tells no money',
    },
  },
];

export const couriers = rows.filter(({ sendsNobody }) => sendsNobody === undefined);
export const nobody = rows.filter(({ sendsNobody }) => sendsNobody !== undefined);
