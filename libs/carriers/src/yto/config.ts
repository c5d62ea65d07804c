import { IsIn, IsInt, IsOptional, IsString, IsUrl, Matches, Max, Min, ValidateIf } from 'class-validator';

/** The console issues them for each interface; the first two are part of its URL. */
export interface Credentials {
  readonly openId: string;
  readonly customerCode: string;
  readonly secret: string;
}

type Optional = 'subscribe' | 'order' | 'cancel' | 'intercept';

const all =
  (...decorators: readonly PropertyDecorator[]): PropertyDecorator =>
  (target, name) => {
    for (const decorate of decorators) decorate(target, name);
  };

const PathPart = (): PropertyDecorator =>
  all(
    IsString(),
    Matches(/^[\w-]{1,64}$/, { message: 'must be 1 to 64 letters, digits, hyphens or underscores' }),
  );

const Secret = (): PropertyDecorator =>
  all(IsString(), Matches(/^\S{1,128}$/, { message: 'must be 1 to 128 characters without spaces' }));

const given = (config: YtoConfig, of: Optional): boolean =>
  [config[`${of}OpenId`], config[`${of}CustomerCode`], config[`${of}Secret`]].some(
    (each) => each !== undefined,
  );

/** An interface that is not used needs no credentials; one that is needs all three. */
const AllOrNone = (of: Optional): PropertyDecorator => ValidateIf((config: YtoConfig) => given(config, of));

export class YtoConfig {
  /** Of 物流轨迹查询 (`track_query_adapter`). */
  @PathPart()
  queryOpenId!: string;

  @PathPart()
  queryCustomerCode!: string;

  /** Secret: signs queries. */
  @Secret()
  querySecret!: string;

  /** Of 物流轨迹订阅 (`subscribe_adapter`); without them nothing is subscribed. */
  @AllOrNone('subscribe')
  @PathPart()
  subscribeOpenId?: string;

  @AllOrNone('subscribe')
  @PathPart()
  subscribeCustomerCode?: string;

  /** Secret: signs subscriptions. */
  @AllOrNone('subscribe')
  @Secret()
  subscribeSecret?: string;

  /** `client_id` of a subscription, where it is another than the customer code. */
  @IsOptional()
  @PathPart()
  subscribeClientId?: string;

  /** Of 订单创建 (`privacy_create_adapter`); without them no courier can be ordered. */
  @AllOrNone('order')
  @PathPart()
  orderOpenId?: string;

  /** The monthly customer who pays, and whose outlet collects. */
  @AllOrNone('order')
  @PathPart()
  orderCustomerCode?: string;

  /** Secret: signs orders. */
  @AllOrNone('order')
  @Secret()
  orderSecret?: string;

  /** Of 订单取消 (`korder_cancel_adapter`), where they are others than those of ordering. */
  @AllOrNone('cancel')
  @PathPart()
  cancelOpenId?: string;

  @AllOrNone('cancel')
  @PathPart()
  cancelCustomerCode?: string;

  /** Secret: signs cancellations. */
  @AllOrNone('cancel')
  @Secret()
  cancelSecret?: string;

  /** Of 拦截 (`wanted_report_adapter`), where they are others than those of ordering. */
  @AllOrNone('intercept')
  @PathPart()
  interceptOpenId?: string;

  @AllOrNone('intercept')
  @PathPart()
  interceptCustomerCode?: string;

  /** Secret: signs wishes to stop a parcel. */
  @AllOrNone('intercept')
  @Secret()
  interceptSecret?: string;

  /** `PK` 普快; `YZD` 圆准达. */
  @IsIn(['PK', 'YZD'])
  productCode: 'PK' | 'YZD' = 'PK';

  /** How a query spells the waybill's field: both are in use, and the documents show both. */
  @IsIn(['NUMBER', 'Number'])
  numberField: 'NUMBER' | 'Number' = 'NUMBER';

  /** UAT is `https://openuat.yto56test.com:6443/open`. */
  @IsUrl(
    { require_tld: false, require_protocol: true, protocols: ['http', 'https'] },
    { message: 'must be an http(s) URL' },
  )
  baseUrl = 'https://openapi.yto.net.cn:11443/open';

  @IsInt()
  @Min(100)
  @Max(60_000)
  timeoutMs = 10_000;
}

export const queryCredentials = (config: YtoConfig): Credentials => ({
  openId: config.queryOpenId,
  customerCode: config.queryCustomerCode,
  secret: config.querySecret,
});

/** `undefined` where the account has none for this interface. */
export function credentialsOf(config: YtoConfig, of: Optional): Credentials | undefined {
  const openId = config[`${of}OpenId`];
  const customerCode = config[`${of}CustomerCode`];
  const secret = config[`${of}Secret`];
  if (openId === undefined || customerCode === undefined || secret === undefined) return undefined;
  return { openId, customerCode, secret };
}
