import { IsIn, IsInt, IsOptional, IsString, IsUrl, Matches, Max, Min, ValidateIf } from 'class-validator';

/** The console issues them for each interface; the first two are part of its URL. */
export interface Credentials {
  readonly openId: string;
  readonly customerCode: string;
  readonly secret: string;
}

type Optional = 'subscribe';

const PATH_PART = /^[\w-]{1,64}$/;
const OF_A_PATH = { message: 'must be 1 to 64 letters, digits, hyphens or underscores' };
const SECRET = /^\S{1,128}$/;
const PLAIN = { message: 'must be 1 to 128 characters without spaces' };

const given = (config: YtoConfig, of: Optional): boolean =>
  [config[`${of}OpenId`], config[`${of}CustomerCode`], config[`${of}Secret`]].some(
    (each) => each !== undefined,
  );

/** An interface that is not used needs no credentials; one that is needs all three. */
const AllOrNone = (of: Optional): PropertyDecorator => ValidateIf((config: YtoConfig) => given(config, of));

export class YtoConfig {
  /** Of 物流轨迹查询 (`track_query_adapter`). */
  @IsString()
  @Matches(PATH_PART, OF_A_PATH)
  queryOpenId!: string;

  @IsString()
  @Matches(PATH_PART, OF_A_PATH)
  queryCustomerCode!: string;

  /** Secret: signs queries. */
  @IsString()
  @Matches(SECRET, PLAIN)
  querySecret!: string;

  /** Of 物流轨迹订阅 (`subscribe_adapter`); without them nothing is subscribed. */
  @AllOrNone('subscribe')
  @IsString()
  @Matches(PATH_PART, OF_A_PATH)
  subscribeOpenId?: string;

  @AllOrNone('subscribe')
  @IsString()
  @Matches(PATH_PART, OF_A_PATH)
  subscribeCustomerCode?: string;

  /** Secret: signs subscriptions. */
  @AllOrNone('subscribe')
  @IsString()
  @Matches(SECRET, PLAIN)
  subscribeSecret?: string;

  /** `client_id` of a subscription, where it is another than the customer code. */
  @IsOptional()
  @IsString()
  @Matches(PATH_PART, OF_A_PATH)
  subscribeClientId?: string;

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
