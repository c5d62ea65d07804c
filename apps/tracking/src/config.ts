import { IsInt, IsOptional, IsString, IsUrl, Matches, Max, Min, MinLength } from 'class-validator';
import { InternalConfig, loadConfig, Secret } from '@cartrail/service-kit';

export class TrackingConfig extends InternalConfig {
  /** `kid:base64key[,kid:base64key]`, the current key first; encrypts carrier credentials. */
  @Secret() @IsString() @MinLength(1) FIELD_KEYS!: string;
  /** Where new KDNiao accounts are reached when they name no URL of their own. */
  @IsOptional() @IsUrl({ require_tld: false, require_protocol: true }) KDNIAO_BASE_URL?: string;
  /** The same for Kuaidi100. */
  @IsOptional() @IsUrl({ require_tld: false, require_protocol: true }) KUAIDI100_BASE_URL?: string;
  /** Where providers reach this installation; Kuaidi100 wants to be told with every subscription. */
  @IsOptional() @IsUrl({ require_tld: false, require_protocol: true }) CALLBACK_BASE_URL?: string;
  /** Whose account follows a tenant's parcels: the first of these the tenant has one with. */
  @IsOptional() @Matches(/^(kdniao|kuaidi100)(,(kdniao|kuaidi100))*$/) TRACKING_PROVIDERS = 'kdniao';
  /** Machine time between looks for quiet parcels. */
  @IsOptional() @IsInt() @Min(100) @Max(3_600_000) POLL_INTERVAL_MS = 60_000;
  /** Machine time between detector sweeps. */
  @IsOptional() @IsInt() @Min(100) @Max(3_600_000) SWEEP_INTERVAL_MS = 60_000;
  /** Business hours of silence after which a carrier is asked about a parcel. */
  @IsOptional() @IsInt() @Min(1) @Max(240) USUAL_GAP_HOURS = 12;
}

export const readConfig = (): TrackingConfig => loadConfig(TrackingConfig, process.env);

/** The migration job has settings of its own: the owner's URL never reaches the service. */
export class MigrationConfig {
  @Secret() @IsString() @MinLength(1) DATABASE_ADMIN_URL!: string;
}

export const readMigrationConfig = (): MigrationConfig => loadConfig(MigrationConfig, process.env);
