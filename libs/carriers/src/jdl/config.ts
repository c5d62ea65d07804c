import { IsIn, IsInt, IsString, IsUrl, Matches, Max, Min } from 'class-validator';

const PLAIN = { message: 'must be 1 to 128 characters without spaces' };

export class JdlConfig {
  @IsString()
  @Matches(/^\S{1,128}$/, PLAIN)
  appKey!: string;

  /** Secret: signs our requests. */
  @IsString()
  @Matches(/^\S{1,128}$/, PLAIN)
  appSecret!: string;

  /** Secret: the merchant's permission to the application; it travels with every call, and runs out. */
  @IsString()
  @Matches(/^\S{1,256}$/, { message: 'must be 1 to 256 characters without spaces' })
  accessToken!: string;

  /** 客户编码 of the contract. */
  @IsString()
  @Matches(/^\S{1,32}$/, { message: 'must be 1 to 32 characters without spaces' })
  customerCode!: string;

  /** What the parcels were ordered as: 1, merchant to consumer; 2, consumer to merchant, as returns are. */
  @IsIn([1, 2], { message: 'must be 1 (B2C) or 2 (C2B)' })
  orderOrigin!: 1 | 2;

  @IsUrl(
    { require_tld: false, require_protocol: true, protocols: ['http', 'https'] },
    { message: 'must be an http(s) URL' },
  )
  baseUrl = 'https://api.jdl.com';

  @IsInt()
  @Min(100)
  @Max(60_000)
  timeoutMs = 10_000;
}
