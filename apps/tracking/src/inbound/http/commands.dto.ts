import {
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUrl,
  Length,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { detectors, lanes, severities, type Detector, type Severity } from '../../domain/detectors.js';
import type { Lane } from '../../domain/lane.js';

export class ConnectCarrierDto {
  @IsIn(['kdniao']) provider!: string;
  @IsString() @Length(1, 100) label!: string;
  /** The provider's own settings; the adapter names what is wrong with them. */
  @IsObject() credentials!: Record<string, unknown>;
  @IsOptional()
  @IsUrl({ require_tld: false, require_protocol: true, protocols: ['http', 'https'] })
  baseUrl?: string;
}

export class SetThresholdDto {
  @IsIn(detectors) detector!: Detector;
  /** Every lane when left out. */
  @IsOptional() @IsIn(lanes) laneClass?: Lane;
  @IsInt() @Min(1) @Max(1000) hours!: number;
  @IsOptional() @IsIn(severities) severity?: Severity;
}

export class AcknowledgeDto {
  @IsOptional() @IsString() @MaxLength(1000) note?: string;
}
