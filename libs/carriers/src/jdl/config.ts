import { IsIn, IsInt, IsOptional, IsString, IsUrl, Matches, Max, Min } from 'class-validator';

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

  /** 产品编码 of the contract that orders are made for; the default is the standard product (京东标快). */
  @IsString()
  @Matches(/^\S{1,50}$/, { message: 'must be 1 to 50 characters without spaces' })
  productCode = 'ed-m-0001';

  /** Who pays for an order: 3, the merchant, by the month; 1, the sender, in cash. */
  @IsIn([1, 3], { message: 'must be 1 (the sender) or 3 (the merchant)' })
  settlement: 1 | 3 = 3;

  /** What orders are cancelled with; JDL's documents give 1 to both origins. */
  @IsInt()
  @Min(0)
  @Max(9)
  cancelType = 1;

  /** What a parcel takes up as long as nobody measures it; whether JDL takes orders without it is not documented. */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(10_000_000)
  cargoVolumeCm3?: number;

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
