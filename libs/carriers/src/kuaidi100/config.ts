import { IsInt, IsOptional, IsString, IsUrl, Matches, Max, Min } from 'class-validator';

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

  @IsInt()
  @Min(100)
  @Max(60_000)
  timeoutMs = 10_000;
}
