import { IsInt, IsOptional, IsString, Max, Min, MinLength } from 'class-validator';
import { InternalConfig, loadConfig, Secret } from '@cartrail/service-kit';

export class ESignConfig extends InternalConfig {
  /** `kid:base64key[,kid:base64key]`, the current key first; encrypts what names people. */
  @Secret() @IsString() @MinLength(1) FIELD_KEYS!: string;
  /** `kid:base64[,kid:base64]`, each an Ed25519 PKCS#8 PEM, the current one first; signs the records. */
  @Secret() @IsString() @MinLength(1) SIGNING_KEYS!: string;
  /** Signs photo links and list cursors. */
  @Secret() @IsString() @MinLength(16) PHOTO_LINK_SECRET!: string;
  /** Folder of the photos; on a disk that outlives the process. */
  @IsString() @MinLength(1) OBJECT_STORE_DIR!: string;
  /** Machine time between looks for objects that no record names. */
  @IsOptional() @IsInt() @Min(100) @Max(3_600_000) ORPHAN_SWEEP_MS = 60_000;
  /** How long an upload may take before it is taken for dead; longer than any request may last. */
  @IsOptional() @IsInt() @Min(0) @Max(86_400_000) ORPHAN_AFTER_MS = 900_000;
}

export const readConfig = (): ESignConfig => loadConfig(ESignConfig, process.env);

/** The migration job has settings of its own: the owner's URL never reaches the service. */
export class MigrationConfig {
  @Secret() @IsString() @MinLength(1) DATABASE_ADMIN_URL!: string;
}

export const readMigrationConfig = (): MigrationConfig => loadConfig(MigrationConfig, process.env);
