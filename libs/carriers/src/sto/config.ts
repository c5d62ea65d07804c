import { IsInt, IsString, IsUrl, Matches, Max, Min } from 'class-validator';

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
