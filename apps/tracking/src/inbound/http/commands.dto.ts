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
  ValidateIf,
} from 'class-validator';
import { accountModes, carrierFactories, type AccountMode } from '@cartrail/carriers';
import {
  detectors,
  severities,
  thresholdClasses,
  type Detector,
  type Severity,
  type ThresholdClass,
} from '../../domain/thresholds.js';

export class ConnectCarrierDto {
  @IsIn([...carrierFactories.keys()]) provider!: string;
  @IsString() @Length(1, 100) label!: string;
  /** The provider's own settings; the adapter names what is wrong with them. */
  @IsObject() credentials!: Record<string, unknown>;
  @IsOptional()
  @IsUrl({ require_tld: false, require_protocol: true, protocols: ['http', 'https'] })
  baseUrl?: string;
  /** Which of the provider's environments is called. */
  @IsOptional() @IsIn(accountModes) mode: AccountMode = 'live';
  /** What its contract sets otherwise than the provider's documents: `{"queriesPerDay": 500}`. */
  @IsOptional() @IsObject() limits?: Record<string, number>;
}

const isAboutTime = ({ detector }: SetThresholdDto): boolean => detector !== 'OVERCHARGE';

export class SetThresholdDto {
  @IsIn(detectors) detector!: Detector;
  /** A lane, or ACCEPT or COLLECT of a pickup; every one the detector has when left out. */
  @IsOptional() @IsIn(thresholdClasses) laneClass?: ThresholdClass;
  /** For what is too late. */
  @ValidateIf(isAboutTime) @IsInt() @Min(1) @Max(1000) hours?: number;
  /** Of what was promised, for what is too much. */
  @ValidateIf((body: SetThresholdDto) => !isAboutTime(body)) @IsInt() @Min(100) @Max(1000) percent?: number;
  @IsOptional() @IsIn(severities) severity?: Severity;
}

export class AcknowledgeDto {
  @IsOptional() @IsString() @MaxLength(1000) note?: string;
}
