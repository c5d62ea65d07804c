import { IsInt, IsString, IsUrl, Matches, Max, Min } from 'class-validator';

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

  @IsInt()
  @Min(100)
  @Max(60_000)
  timeoutMs = 10_000;
}
