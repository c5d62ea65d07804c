import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsOptional } from 'class-validator';

export class RecognitionDto {
  /** Each is looked at by itself, so that a problem names which. */
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(100) numbers!: unknown[];
  /** Whether the tenant's aggregators may be asked, which they charge for. */
  @IsOptional() @IsBoolean() ask = false;
}
