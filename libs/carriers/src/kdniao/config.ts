import { IsBoolean, IsIn, IsInt, IsOptional, IsString, IsUrl, Matches, Max, Min } from 'class-validator';

const PATH = { message: 'must be a path' };

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

  /** Where couriers are ordered and priced. */
  @IsUrl(
    { require_tld: false, require_protocol: true, protocols: ['http', 'https'] },
    { message: 'must be an http(s) URL' },
  )
  orderUrl = 'https://api.kdniao.com';

  /** Below `baseUrl`: queries and recognition. */
  @IsString()
  @Matches(/^\/[\w/.-]{1,100}$/, PATH)
  queryPath = '/Ebusiness/EbusinessOrderHandle.aspx';

  /** Below `baseUrl`. */
  @IsString()
  @Matches(/^\/[\w/.-]{1,100}$/, PATH)
  subscribePath = '/api/dist';

  /** Below `orderUrl`. */
  @IsString()
  @Matches(/^\/[\w/.-]{1,100}$/, PATH)
  orderPath = '/api/OOrderService';

  /** `paid` uses 8001 and 8008, `free` 1002 and 1008. */
  @IsIn(['paid', 'free'])
  plan: 'paid' | 'free' = 'paid';

  /** 商家编码 of the merchant's contract with JD, which queries and subscriptions of its parcels name. */
  @IsOptional()
  @IsString()
  @Matches(/^\S{1,50}$/, { message: 'must be 1 to 50 characters without spaces' })
  jdMerchantCode?: string;

  /** Whether 指定快递 is enabled for the account. Without it KDNiao chooses the carrier, and no courier can be sent. */
  @IsBoolean()
  namesCarrier = false;

  /** `ShipperType` of 1801, the product as agreed with KDNiao. */
  @IsInt()
  @Min(1)
  @Max(99)
  shipperType = 5;

  /** 1 the sender pays at the door, 2 the receiver, 3 by the month. */
  @IsIn([1, 2, 3])
  payType: 1 | 2 | 3 = 3;

  @IsInt()
  @Min(100)
  @Max(60_000)
  timeoutMs = 10_000;
}
