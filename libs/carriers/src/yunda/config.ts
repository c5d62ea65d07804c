import { IsInt, IsString, IsUrl, Matches, Max, Min } from 'class-validator';

const PATH = { message: 'must be a path' };

export class YundaConfig {
  /** `app-key` of the application on Yunda's open platform, sent with every call. */
  @IsString()
  @Matches(/^\w{1,64}$/, { message: 'must be the app-key of the open platform' })
  appKey!: string;

  /** Secret: signs our calls. */
  @IsString()
  @Matches(/^\S{1,128}$/, { message: 'must be 1 to 128 characters without spaces' })
  appSecret!: string;

  @IsUrl(
    { require_tld: false, require_protocol: true, protocols: ['http', 'https'] },
    { message: 'must be an http(s) URL' },
  )
  baseUrl = 'https://openapi.yundaex.com';

  /** Below `baseUrl`. A newer page begins it with `openapi-api`, so an account may correct it. */
  @IsString()
  @Matches(/^[\w/.-]{1,100}$/, PATH)
  queryPath = 'openapi/outer/logictis/query';

  /** Below `baseUrl`, as above. */
  @IsString()
  @Matches(/^[\w/.-]{1,100}$/, PATH)
  subscribePath = 'openapi/outer/logictis/subscribe';

  @IsInt()
  @Min(100)
  @Max(60_000)
  timeoutMs = 10_000;
}
