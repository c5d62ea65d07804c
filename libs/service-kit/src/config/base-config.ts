import { IsIn, IsInt, IsOptional, IsString, IsUrl, Max, Min, MinLength } from 'class-validator';
import { Secret } from './load-config.js';

/** What every service reads. */
export class BaseConfig {
  /** HTTP port. */
  @IsInt() @Min(1) @Max(65_535) PORT!: number;
  /** PostgreSQL, as the service's own plain role. */
  @Secret() @IsString() @MinLength(1) DATABASE_URL!: string;
  /** Comma-separated `host:port`. */
  @IsString() @MinLength(1) KAFKA_BROKERS!: string;
  /** Put before every topic and group; empty in production. */
  @IsOptional() @IsString() TOPIC_PREFIX = '';
  @IsOptional() @IsIn(['development', 'test', 'production']) NODE_ENV = 'development';
  @IsOptional() @IsIn(['debug', 'info', 'warn', 'error', 'silent']) LOG_LEVEL = 'info';
  /** The simulators' clock; refused in production. */
  @IsOptional() @IsUrl({ require_tld: false }) CLOCK_URL?: string;
  /**
   * Outbox shards: 16 in production, 2 on one machine. The same value for every process of a service; changed only while
   * the outbox is empty (`docs/runbooks/outbox.md`).
   */
  @IsOptional() @IsInt() @Min(1) @Max(256) OUTBOX_SHARDS = 2;
  /** Places where a test makes the process fail; refused in production. */
  @IsOptional() @IsString() FAILPOINTS = '';
  /** Wait between readiness off and the end of HTTP, so that load balancers notice. */
  @IsOptional() @IsInt() @Min(0) @Max(15_000) DRAIN_MS = 0;
}

/** A service behind the gateway: verifies the gateway's tokens. */
export class InternalConfig extends BaseConfig {
  /** Base64 of the Ed25519 public key, SPKI PEM. */
  @IsString() @MinLength(1) INTERNAL_TOKEN_PUBLIC_KEY!: string;
}
