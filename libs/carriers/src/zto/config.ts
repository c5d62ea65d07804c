import { IsInt, IsString, IsUrl, Matches, Max, Min } from 'class-validator';

export class ZtoConfig {
  /** Names the application at ZTO; travels with every call and is no secret. */
  @IsString()
  @Matches(/^\S{1,128}$/, { message: 'must be 1 to 128 characters without spaces' })
  appKey!: string;

  /** Secret: signs our requests and ZTO's pushes. */
  @IsString()
  @Matches(/^\S{8,128}$/, { message: 'must be 8 to 128 characters without spaces' })
  appSecret!: string;

  /** `https://japi-test.zto.com` is the vendor's sandbox. */
  @IsUrl(
    { require_tld: false, require_protocol: true, protocols: ['http', 'https'] },
    { message: 'must be an http(s) URL' },
  )
  baseUrl = 'https://japi.zto.com';

  @IsInt()
  @Min(100)
  @Max(60_000)
  timeoutMs = 10_000;
}
