import { IsInt, IsNumber, IsOptional, IsString, IsUrl, Matches, Max, Min, MinLength } from 'class-validator';
import { IsBaseUrls } from '@cartrail/carriers';
import { InternalConfig, loadConfig, Secret } from '@cartrail/service-kit';

const PLATFORM_FORMS = /^([a-z]+=https?:\/\/[^\s,]+(,(?=[a-z])|$))*$/;
const anyHttpUrl = { require_tld: false, require_protocol: true, protocols: ['http', 'https'] };

export class ReturnsConfig extends InternalConfig {
  /** `kid:base64key[,kid:base64key]`, the current key first; encrypts contacts, warehouse addresses and credentials. */
  @Secret() @IsString() @MinLength(1) FIELD_KEYS!: string;
  /** `provider=https://…[,provider=…]`: where its accounts are reached that name no URL of their own. */
  @IsOptional() @IsBaseUrls() CARRIER_BASE_URLS = '';
  /** This service's part, above 0 to 1, of what providers allow one account; tracking has a part of its own. */
  @IsOptional() @IsNumber() @Min(0.01) @Max(1) CARRIER_LIMIT_SHARE = 1;
  /** What providers reach our callbacks by; tracking answers there. */
  @IsUrl(anyHttpUrl) CALLBACK_BASE_URL!: string;
  /**
   * `platform=url[,platform=url]`: where a buyer opens the platform's own case; `{order}` stands for the platform's id
   * of the order. A link deeper than Douyin's front page is not documented to us, and no other platform's.
   */
  @IsOptional() @Matches(PLATFORM_FORMS) PLATFORM_FORM_URLS = 'douyin=https://www.douyin.com/';
  /** Machine time between looks for returns that lapse and offers that are over. */
  @IsOptional() @IsInt() @Min(100) @Max(3_600_000) SWEEP_INTERVAL_MS = 60_000;
  /** Machine time between looks for bookings without news. */
  @IsOptional() @IsInt() @Min(100) @Max(3_600_000) RECONCILE_INTERVAL_MS = 60_000;
  /** Machine time from a lost answer to the first look for its booking. */
  @IsOptional() @IsInt() @Min(10) @Max(600_000) FIND_AFTER_MS = 15_000;
}

export const readConfig = (): ReturnsConfig => loadConfig(ReturnsConfig, process.env);

/** The migration job has settings of its own: the owner's URL never reaches the service. */
export class MigrationConfig {
  @Secret() @IsString() @MinLength(1) DATABASE_ADMIN_URL!: string;
}

export const readMigrationConfig = (): MigrationConfig => loadConfig(MigrationConfig, process.env);
