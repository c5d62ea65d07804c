import { IsInt, IsString, IsUrl, Matches, Max, Min } from 'class-validator';

const PLAIN = { message: 'must be 1 to 128 characters without spaces' };

export class JtConfig {
  /** Account id of the open platform, sent with every call. */
  @IsString()
  @Matches(/^\w{1,64}$/, { message: 'must be the account id of the open platform' })
  apiAccount!: string;

  /** Secret: signs our calls and J&T's pushes. */
  @IsString()
  @Matches(/^\S{1,128}$/, PLAIN)
  privateKey!: string;

  @IsUrl(
    { require_tld: false, require_protocol: true, protocols: ['http', 'https'] },
    { message: 'must be an http(s) URL' },
  )
  baseUrl = 'https://openapi.jtexpress.com.cn/webopenplatformapi/api';

  /** Below `baseUrl`. Inferred, unlike the other paths, so an account may correct it. */
  @IsString()
  @Matches(/^[\w/.-]{1,100}$/, { message: 'must be a path' })
  subscribePath = 'logistics/trace/subscribe';

  @IsInt()
  @Min(100)
  @Max(60_000)
  timeoutMs = 10_000;
}
