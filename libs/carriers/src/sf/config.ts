import { IsInt, IsString, IsUrl, Matches, Max, Min } from 'class-validator';

export class SfConfig {
  /** 顾客编码 of the merchant's account at 丰桥. */
  @IsString()
  @Matches(/^\S{1,64}$/, { message: 'must be 1 to 64 characters without spaces' })
  partnerId!: string;

  /** 校验码. Secret: signs our requests. */
  @IsString()
  @Matches(/^\S{8,128}$/, { message: 'must be 8 to 128 characters without spaces' })
  checkWord!: string;

  @IsUrl(
    { require_tld: false, require_protocol: true, protocols: ['http', 'https'] },
    { message: 'must be an http(s) URL' },
  )
  baseUrl = 'https://sfapi.sf-express.com';

  @IsInt()
  @Min(100)
  @Max(60_000)
  timeoutMs = 10_000;
}
