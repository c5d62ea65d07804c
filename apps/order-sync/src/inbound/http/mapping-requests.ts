import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsDefined,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Length,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';

const subjects = ['order', 'afterSale'] as const;
const documents = ['draft', 'published'] as const;
export const MOST_PAYLOADS = 500;

export class DraftRequest {
  @IsObject() document!: object;
}

export class SamplePayload {
  @IsIn(subjects) subject!: (typeof subjects)[number];
  /** An object, or its JSON text: only a text keeps every digit of a long number. */
  @IsDefined() payload!: unknown;
}

export class PreviewRequest {
  @IsIn(subjects) subject!: (typeof subjects)[number];
  @IsOptional() payload?: unknown;
  /** One that came, instead of `payload`. */
  @IsOptional() @IsUUID() payloadId?: string;
  /** The draft where there is one, else what is published. */
  @IsOptional() @IsIn(documents) document?: (typeof documents)[number];
}

export class DryRunRequest {
  @IsOptional() @IsInt() @Min(1) @Max(MOST_PAYLOADS) last?: number;
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_PAYLOADS)
  @ValidateNested({ each: true })
  @Type(() => SamplePayload)
  payloads?: SamplePayload[];
  @IsOptional() @IsIn(documents) document: (typeof documents)[number] = 'draft';
}

export class PublishRequest {
  @IsString() @Length(1, 500) note!: string;
  /** Why it is published without a clean dry run. */
  @IsOptional() @IsString() @Length(3, 500) force?: string;
}

export class RollBackRequest {
  @IsInt() @Min(1) @Max(1_000_000) version!: number;
  @IsOptional() @IsString() @Length(1, 500) note?: string;
}
