import { IsIn, IsInt, IsOptional, IsString, IsUrl, Matches, Max, Min } from 'class-validator';

const PLAIN = { message: 'must be 1 to 128 characters without spaces' };

export class Kuaidi100Config {
  /** 授权key. Secret: it alone authorises a subscription. */
  @IsString()
  @Matches(/^\S{1,128}$/, PLAIN)
  key!: string;

  /** Secret: signs bookings and price requests. */
  @IsString()
  @Matches(/^\S{1,128}$/, PLAIN)
  secret!: string;

  /** Account id of the query product; without it parcels cannot be asked about. */
  @IsOptional()
  @IsString()
  @Matches(/^\S{1,128}$/, PLAIN)
  customer?: string;

  /** Secret: signs what Kuaidi100 sends us. Never empty, since their two documents differ on what that would mean. */
  @IsString()
  @Matches(/^\S{8,100}$/, { message: 'must be 8 to 100 characters without spaces' })
  salt!: string;

  @IsUrl(
    { require_tld: false, require_protocol: true, protocols: ['http', 'https'] },
    { message: 'must be an http(s) URL' },
  )
  baseUrl = 'https://poll.kuaidi100.com';

  /** Where numbers are recognised. The document has it without the `s`; the key travels with every call. */
  @IsUrl(
    { require_tld: false, require_protocol: true, protocols: ['http', 'https'] },
    { message: 'must be an http(s) URL' },
  )
  recogniseUrl = 'https://www.kuaidi100.com';

  /** Where couriers are ordered and priced. */
  @IsUrl(
    { require_tld: false, require_protocol: true, protocols: ['http', 'https'] },
    { message: 'must be an http(s) URL' },
  )
  orderUrl = 'https://poll.kuaidi100.com';

  /** Below `orderUrl`. */
  @IsString()
  @Matches(/^\/[\w/.-]{1,100}$/, { message: 'must be a path' })
  orderPath = '/order/borderapi.do';

  /** Where parcels are intercepted. */
  @IsUrl(
    { require_tld: false, require_protocol: true, protocols: ['http', 'https'] },
    { message: 'must be an http(s) URL' },
  )
  labelUrl = 'https://api.kuaidi100.com';

  /** Who pays for an interception: the sender at once or by the month, the receiver, or a third party by the month. */
  @IsIn(['SHIPPER', 'MONTHLY', 'CONSIGNEE', 'THIRDPARTY'])
  interceptPayType: 'SHIPPER' | 'MONTHLY' | 'CONSIGNEE' | 'THIRDPARTY' = 'SHIPPER';

  /** 电子面单客户账户 or monthly account with the carrier, for carriers that intercept for such customers only. */
  @IsOptional()
  @IsString()
  @Matches(/^\S{1,128}$/, PLAIN)
  partnerId?: string;

  /** Secret: its password, where it has one. */
  @IsOptional()
  @IsString()
  @Matches(/^\S{1,128}$/, PLAIN)
  partnerKey?: string;

  @IsInt()
  @Min(100)
  @Max(60_000)
  timeoutMs = 10_000;
}
