import { IsIn, IsInt, IsOptional, IsString, IsUrl, Matches, Max, Min } from 'class-validator';

export class EmsConfig {
  /** 协议客户号. */
  @IsString()
  @Matches(/^\w{1,40}$/, { message: 'must be the customer number of the agreement' })
  senderNo!: string;

  /** 授权码. Secret: it travels with every call. Where only one credential was issued, it is this and `signKey`. */
  @IsString()
  @Matches(/^\S{1,128}$/, { message: 'must be 1 to 128 characters without spaces' })
  authorization!: string;

  /** 签名密钥. Secret: encrypts what we send; base64 of 16 bytes. */
  @IsString()
  @Matches(/^[A-Za-z0-9+/]{21}[AQgw]==$/, { message: 'must be the base64 of 16 bytes' })
  signKey!: string;

  @IsOptional()
  @IsString()
  @Matches(/^\S{1,64}$/, { message: 'must be 1 to 64 characters without spaces' })
  userCode?: string;

  /** Of orders; what EMS calls the shop is agreed with it. Without it, or without `paymentMode`, no couriers are sent. */
  @IsOptional()
  @IsString()
  @Matches(/^\S{1,64}$/, { message: 'must be 1 to 64 characters without spaces' })
  ecommerceUserId?: string;

  /** Who pays for an order: `1` the sender, `2` the receiver. */
  @IsOptional()
  @IsIn(['1', '2'])
  paymentMode?: '1' | '2';

  /** What is ordered: `1` 特快专递, `10` 电商标快. */
  @IsIn(['1', '10'])
  bizProductNo: '1' | '10' = '1';

  @IsUrl(
    { require_tld: false, require_protocol: true, protocols: ['http', 'https'] },
    { message: 'must be an http(s) URL' },
  )
  baseUrl = 'https://api.ems.com.cn';

  /** The vendor's test environment has credentials of its own. */
  @IsIn(['production', 'test'])
  environment: 'production' | 'test' = 'production';

  @IsInt()
  @Min(100)
  @Max(60_000)
  timeoutMs = 10_000;
}
