import { IsIn, IsInt, IsOptional, IsString, IsUrl, Matches, Max, Min } from 'class-validator';

const PLAIN = { message: 'must be 1 to 128 characters without spaces' };

export class StoConfig {
  /** Key of the application on STO's open platform. */
  @IsString()
  @Matches(/^\S{1,128}$/, PLAIN)
  fromAppkey!: string;

  /** 资源code of the application; often the same as its key. */
  @IsString()
  @Matches(/^\S{1,128}$/, PLAIN)
  fromCode!: string;

  /** Secret: signs our requests. */
  @IsString()
  @Matches(/^\S{1,128}$/, PLAIN)
  secretKey!: string;

  /** Whom a subscription is sent to (`to_appkey` and `to_code`); no document of STO's names it. */
  @IsString()
  @Matches(/^\S{1,128}$/, PLAIN)
  subscribeAppkey = 'sto_trace_platform';

  /** Whom a wish to stop a parcel is sent to, as above. No document says it: without it none is sent. */
  @IsOptional()
  @IsString()
  @Matches(/^\S{1,128}$/, PLAIN)
  interceptAppkey?: string;

  /** What a wish asks for so that a parcel goes back to its sender. No document says it either. */
  @IsOptional()
  @IsString()
  @Matches(/^\S{1,128}$/, PLAIN)
  interceptForAct?: string;

  /** 订单来源, assigned by STO; without it no courier can be sent. */
  @IsOptional()
  @IsString()
  @Matches(/^\S{1,128}$/, PLAIN)
  orderSource?: string;

  /** `02` sends a courier (调度), `01` is an ordinary order; cancelling names the same. */
  @IsIn(['01', '02'])
  orderType: '01' | '02' = '02';

  /** The outlet the account belongs to, the account's name there and its password (secret), where it has them. */
  @IsOptional()
  @IsString()
  @Matches(/^\S{1,128}$/, PLAIN)
  siteCode?: string;

  @IsOptional()
  @IsString()
  @Matches(/^\S{1,128}$/, PLAIN)
  customerName?: string;

  @IsOptional()
  @IsString()
  @Matches(/^\S{1,128}$/, PLAIN)
  sitePwd?: string;

  /** For accounts that pay by the month. */
  @IsOptional()
  @IsString()
  @Matches(/^\S{1,128}$/, PLAIN)
  monthCustomerCode?: string;

  @IsIn(['大件', '小件', '扁平件'])
  goodsType: '大件' | '小件' | '扁平件' = '小件';

  /** How the freight is paid, as agreed with STO; left out where nothing is. */
  @IsOptional()
  @IsString()
  @Matches(/^\w{1,8}$/, { message: 'must be a code of 1 to 8 characters' })
  payModel?: string;

  @IsUrl(
    { require_tld: false, require_protocol: true, protocols: ['http', 'https'] },
    { message: 'must be an http(s) URL' },
  )
  baseUrl = 'https://cloudinter-linkgatewayonline.sto.cn';

  @IsInt()
  @Min(100)
  @Max(60_000)
  timeoutMs = 10_000;
}
