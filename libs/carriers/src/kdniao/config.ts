import { IsIn, IsInt, IsString, IsUrl, Matches, Max, Min } from 'class-validator';

export class KdniaoConfig {
  /** 用户ID of the merchant's KDNiao account. */
  @IsString()
  @Matches(/^\w{1,40}$/, { message: 'must be the merchant id' })
  eBusinessId!: string;

  /** Secret: signs our requests and KDNiao's pushes. */
  @IsString()
  @Matches(/^\S{8,128}$/, { message: 'must be 8 to 128 characters without spaces' })
  apiKey!: string;

  @IsUrl(
    { require_tld: false, require_protocol: true, protocols: ['http', 'https'] },
    { message: 'must be an http(s) URL' },
  )
  baseUrl = 'https://api.kdniao.com';

  /** `paid` uses 8001 and 8008, `free` 1002 and 1008. */
  @IsIn(['paid', 'free'])
  plan: 'paid' | 'free' = 'paid';

  @IsInt()
  @Min(100)
  @Max(60_000)
  timeoutMs = 10_000;
}
