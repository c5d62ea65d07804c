import { Transform } from 'class-transformer';
import {
  IsBoolean,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  IsUrl,
  Matches,
  Max,
  Min,
  MinLength,
} from 'class-validator';
import { IsBaseUrls, providersWith } from '@cartrail/carriers';
import { ConfigError, InternalConfig, loadConfig, Secret } from '@cartrail/service-kit';

const trackers = providersWith('track');
const oneTracker = `(?:${trackers.join('|')})`;

export class TrackingConfig extends InternalConfig {
  /** `kid:base64key[,kid:base64key]`, the current key first; encrypts carrier credentials. */
  @Secret() @IsString() @MinLength(1) FIELD_KEYS!: string;
  /** `provider=https://…[,provider=…]`: where its accounts are reached that name no URL of their own. */
  @IsOptional() @IsBaseUrls() CARRIER_BASE_URLS = '';
  /** Whether an account may name where its carrier is reached: whoever connects one then chooses what we call. */
  @IsOptional()
  @Transform(({ obj }: { obj: Record<string, unknown> }) => readBoolean(obj['CARRIER_ACCOUNT_URLS']))
  @IsBoolean()
  CARRIER_ACCOUNT_URLS = false;
  /** Where providers reach this installation; Kuaidi100 wants to be told with every subscription. */
  @IsOptional() @IsUrl({ require_tld: false, require_protocol: true }) CALLBACK_BASE_URL?: string;
  /** Whose account follows a tenant's parcels where the tenant has not said: the first of these he has one with. */
  @IsOptional()
  @Matches(new RegExp(`^${oneTracker}(?:,${oneTracker})*$`), {
    message: `must be a list without spaces of ${trackers.join(', ')}`,
  })
  TRACKING_PROVIDERS = trackers.join(',');
  /** This service's part, above 0 to 1, of what providers allow one account; returns has a part of its own. */
  @IsOptional() @IsNumber() @Min(0.01) @Max(1) CARRIER_LIMIT_SHARE = 1;
  /** Machine time between looks for quiet parcels. */
  @IsOptional() @IsInt() @Min(100) @Max(3_600_000) POLL_INTERVAL_MS = 60_000;
  /** Machine time between detector sweeps. */
  @IsOptional() @IsInt() @Min(100) @Max(3_600_000) SWEEP_INTERVAL_MS = 60_000;
  /** Business hours of silence after which a carrier is asked about a parcel. */
  @IsOptional() @IsInt() @Min(1) @Max(240) USUAL_GAP_HOURS = 12;
}

/** Implicit conversion would make `'false'` true. */
const readBoolean = (value: unknown): unknown =>
  value === 'true' ? true : value === 'false' ? false : value;

export function readConfig(): TrackingConfig {
  const config = loadConfig(TrackingConfig, process.env);
  if (config.NODE_ENV === 'production' && config.CARRIER_ACCOUNT_URLS) {
    throw new ConfigError('CARRIER_ACCOUNT_URLS is set: it is refused in production');
  }
  return config;
}

/** The migration job has settings of its own: the owner's URL never reaches the service. */
export class MigrationConfig {
  @Secret() @IsString() @MinLength(1) DATABASE_ADMIN_URL!: string;
}

export const readMigrationConfig = (): MigrationConfig => loadConfig(MigrationConfig, process.env);
