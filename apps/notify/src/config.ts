import { IsBoolean, IsOptional, IsString, MinLength } from 'class-validator';
import { Transform } from 'class-transformer';
import { ConfigError, InternalConfig, loadConfig, Secret } from '@cartrail/service-kit';

export class NotifyConfig extends InternalConfig {
  /** `kid:base64key[,kid:base64key]`, the current key first; encrypts webhook secrets and robot URLs. */
  @Secret() @IsString() @MinLength(1) FIELD_KEYS!: string;
  /** `true` lets webhooks and robots reach loopback over http; refused in production. */
  @IsOptional()
  @Transform(({ obj }: { obj: Record<string, unknown> }) => readBoolean(obj['WEBHOOK_ALLOW_LOOPBACK']))
  @IsBoolean()
  WEBHOOK_ALLOW_LOOPBACK = false;
}

/** Implicit conversion would make `'false'` true. */
const readBoolean = (value: unknown): unknown =>
  value === 'true' ? true : value === 'false' ? false : value;

export function readConfig(): NotifyConfig {
  const config = loadConfig(NotifyConfig, process.env);
  if (config.NODE_ENV === 'production' && config.WEBHOOK_ALLOW_LOOPBACK) {
    throw new ConfigError('WEBHOOK_ALLOW_LOOPBACK is set: it is refused in production');
  }
  return config;
}

/** The migration job has settings of its own: the owner's URL never reaches the service. */
export class MigrationConfig {
  @Secret() @IsString() @MinLength(1) DATABASE_ADMIN_URL!: string;
}

export const readMigrationConfig = (): MigrationConfig => loadConfig(MigrationConfig, process.env);
