import { IsInt, IsOptional, IsString, IsUrl, Matches, Max, Min } from 'class-validator';
import { PREORDER_STATUSES, PREORDER_STATUSES_FORM } from './booking-status-table.js';

const PLAIN = { message: 'must be 1 to 128 characters without spaces' };

export class ZtoConfig {
  /** Names the application at ZTO; travels with every call and is no secret. */
  @IsString()
  @Matches(/^\S{1,128}$/, PLAIN)
  appKey!: string;

  /** Secret: signs our requests and ZTO's pushes. */
  @IsString()
  @Matches(/^\S{8,128}$/, { message: 'must be 8 to 128 characters without spaces' })
  appSecret!: string;

  /** 电子面单账号; without it and its password no courier can be sent. */
  @IsOptional()
  @IsString()
  @Matches(/^\S{1,128}$/, PLAIN)
  accountId?: string;

  /** Secret: of the account waybill numbers are taken from. */
  @IsOptional()
  @IsString()
  @Matches(/^\S{1,128}$/, PLAIN)
  accountPassword?: string;

  /** What the codes of ZTO's pushes about bookings mean, as `<code>=<status>` with spaces in between. */
  @IsString()
  @Matches(PREORDER_STATUSES_FORM, { message: 'must be pairs like 4=picked_up with spaces in between' })
  preorderStatuses = PREORDER_STATUSES;

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
