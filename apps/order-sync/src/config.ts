import { ConfigError, InternalConfig, loadConfig, Secret } from '@cartrail/service-kit';
import { IsBoolean, IsInt, IsOptional, IsString, IsUrl, Matches, Max, Min, MinLength } from 'class-validator';
import { reasonsPattern } from './domain/reason-table.js';

const REASON_CODES = new RegExp(`^(${reasonsPattern('\\d+')})?$`);

export class OrderSyncConfig extends InternalConfig {
  /** Where Douyin's API is; the simulators' address on a developer's machine. */
  @IsOptional() @IsUrl({ require_tld: false }) DOUYIN_BASE_URL = 'https://openapi-fxg.jinritemai.com';
  /** The application's key, 19 digits: a text, never a number. */
  @Matches(/^\d{1,20}$/) DOUYIN_APP_KEY!: string;
  @Secret() @IsString() @MinLength(8) DOUYIN_APP_SECRET!: string;
  /** The last part of the push URL, `/callbacks/douyin/<id>`. */
  @IsOptional() @Matches(/^[\w-]{1,64}$/) DOUYIN_CONNECTION_ID = 'app';
  /** Where platforms reach this installation: merchants who agreed come back to `/callbacks/authorised` below it. */
  @IsOptional()
  @IsUrl({ require_tld: false, require_protocol: true, protocols: ['http', 'https'] })
  CALLBACK_BASE_URL?: string;
  /** Whether an application may name hosts that are not public, or not reached over TLS; refused in production. */
  @IsOptional() @IsBoolean() PLATFORM_ANY_HOST = false;
  /** How long a platform may take to answer. */
  @IsOptional() @IsInt() @Min(100) @Max(60_000) PLATFORM_TIMEOUT_MS = 5_000;
  /** How far a poll stays behind now, in business time; each platform's own where left out. */
  @IsOptional() @IsInt() @Min(0) @Max(600_000) POLL_LAG_MS?: number;
  /** How far below its watermark a poll reads again. */
  @IsOptional() @IsInt() @Min(0) @Max(3_600_000) POLL_OVERLAP_MS = 300_000;
  /** How far back the first poll of a new shop reaches. */
  @IsOptional() @IsInt() @Min(0) FIRST_POLL_MS = 86_400_000;
  /** `code:reason[,code:reason]`: what the platform's reason codes mean; its document does not say. */
  @IsOptional() @Matches(REASON_CODES) DOUYIN_REASON_CODES = '';
  /**
   * Whether refunds are executed by the second consent (operation 111). The platform's document names the operation
   * only as an example: confirm it at the platform's console before turning it on.
   */
  @IsOptional() @IsBoolean() DOUYIN_SECOND_CONSENT = false;
  /** Machine time between two polls of all shops. */
  @IsOptional() @IsInt() @Min(100) POLL_INTERVAL_MS = 30_000;
  /** How far back a new shop is read by itself; 0: not at all. */
  @IsOptional() @IsInt() @Min(0) @Max(90) BACKFILL_DAYS = 90;
  /** What of a platform's calls a backfill takes, for one shop. */
  @IsOptional() @IsInt() @Min(1) @Max(1_000) BACKFILL_CALLS_PER_SECOND = 5;
  /** Machine time between two counts of the hours. */
  @IsOptional() @IsInt() @Min(100) RECONCILE_EVERY_MS = 60_000;
  /** How long something may be missing before people hear of it, in business time. */
  @IsOptional() @IsInt() @Min(0) GAP_PATIENCE_MS = 1_800_000;
  /** How long payloads of mapped shops are kept for dry runs and replays, in business time. */
  @IsOptional() @IsInt() @Min(1) @Max(180) MAPPING_PAYLOAD_DAYS = 30;
  /** `kid:base64[,kid:base64]`, the current key first: tokens and receiver ciphertexts are sealed with it. */
  @Secret() @IsString() @MinLength(1) FIELD_KEYS!: string;
  /** Like `FIELD_KEYS`, for the buyers' pseudonyms; changing it gives every buyer a new one. `FIELD_KEYS` when left out. */
  @IsOptional() @Secret() @IsString() @MinLength(1) BUYER_INDEX_KEYS?: string;
}

export function readConfig(): OrderSyncConfig {
  const config = loadConfig(OrderSyncConfig, process.env);
  if (config.NODE_ENV === 'production' && config.PLATFORM_ANY_HOST)
    throw new ConfigError('PLATFORM_ANY_HOST is set: it is refused in production');
  return config;
}

/** What the migration job reads: the owner's URL, which the service itself never has. */
export class MigrationConfig {
  @Secret() @IsString() @MinLength(1) DATABASE_ADMIN_URL!: string;
}

export const readMigrationConfig = (): MigrationConfig => loadConfig(MigrationConfig, process.env);
