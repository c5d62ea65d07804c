import { IsIn, IsInt, IsOptional, IsString, IsUrl, Matches, Max, Min } from 'class-validator';

const PLAIN = { message: 'must be 1 to 128 characters without spaces' };

export class DepponConfig {
  /** 公司编码 on Deppon's open platform. */
  @IsString()
  @Matches(/^\S{1,128}$/, PLAIN)
  companyCode!: string;

  /** Secret: signs our requests. */
  @IsString()
  @Matches(/^\S{1,128}$/, PLAIN)
  appkey!: string;

  /** 客户编码 of the agreement; a query without it is refused. */
  @IsString()
  @Matches(/^\w{1,40}$/, { message: 'must be the customer number of the agreement' })
  customerCode!: string;

  @IsUrl(
    { require_tld: false, require_protocol: true, protocols: ['http', 'https'] },
    { message: 'must be an http(s) URL' },
  )
  baseUrl = 'https://dpapi.deppon.com';

  /** What Deppon wants its numbers of our orders to begin with, assigned by it; without it no courier can be sent. */
  @IsOptional()
  @IsString()
  @Matches(/^[A-Za-z0-9]{1,16}$/, { message: 'must be 1 to 16 letters and digits' })
  sign?: string;

  /** 产品类型 as agreed with Deppon: `PACKAGE` 标准快递, `RCP` 大件快递360. */
  @IsString()
  @Matches(/^[A-Z_]{1,20}$/, { message: 'must be a code of capital letters' })
  transportType = 'PACKAGE';

  /** `1` fetched by the receiver, `2` to a warehouse, `3` to the door, `4` upstairs, `5` upstairs where it is large. */
  @IsIn(['1', '2', '3', '4', '5'])
  deliveryType: '1' | '2' | '3' | '4' | '5' = '3';

  /** `0` the sender pays at once, `1` the receiver pays, `2` by the month. */
  @IsIn(['0', '1', '2'])
  payType: '0' | '1' | '2' = '2';

  @IsUrl(
    { require_tld: false, require_protocol: true, protocols: ['http', 'https'] },
    { message: 'must be an http(s) URL' },
  )
  orderUrl = 'https://gwapi.deppon.com';

  @IsInt()
  @Min(100)
  @Max(60_000)
  timeoutMs = 10_000;
}
