import { BaseConfig, Secret } from '@cartrail/service-kit';
import { IsInt, IsOptional, IsString, IsUrl, Min, MinLength } from 'class-validator';

export class GatewayConfig extends BaseConfig {
  @IsUrl({ require_tld: false }) ORDER_SYNC_URL!: string;
  @IsUrl({ require_tld: false }) TRACKING_URL!: string;
  @IsUrl({ require_tld: false }) RETURNS_URL!: string;
  @IsUrl({ require_tld: false }) ESIGN_URL!: string;
  @IsUrl({ require_tld: false }) NOTIFY_URL!: string;
  /** Base64 of the Ed25519 private key (PKCS#8 PEM) that signs calls to the owners. */
  @Secret() @IsString() @MinLength(1) INTERNAL_TOKEN_PRIVATE_KEY!: string;
  /** Signs list cursors; the same for every process of the gateway. */
  @Secret() @IsString() @MinLength(16) CURSOR_SECRET!: string;
  /** Opens tenants; keep it with whoever runs the installation. */
  @Secret() @IsString() @MinLength(16) BOOTSTRAP_TOKEN!: string;
  /** Requests per minute and key. */
  @IsOptional() @IsInt() @Min(1) RATE_LIMIT_PER_MINUTE = 6_000;
  /** Deadline of a command to its owner. */
  @IsOptional() @IsInt() @Min(100) OWNER_DEADLINE_MS = 10_000;
  /** Of an upload of photos, or the download of one. */
  @IsOptional() @IsInt() @Min(1_000) TRANSFER_DEADLINE_MS = 120_000;
  /** Between two heartbeats of a live feed; at each, its key is checked again. */
  @IsOptional() @IsInt() @Min(100) STREAM_HEARTBEAT_MS = 15_000;
}

/** The owner role's URL, which only migrations use. */
export function adminUrl(env: NodeJS.ProcessEnv): string {
  const url = env['DATABASE_ADMIN_URL'];
  if (url === undefined) throw new Error('DATABASE_ADMIN_URL is missing: the owner of the gateway database');
  return url;
}

export const environment = (): NodeJS.ProcessEnv => process.env;
