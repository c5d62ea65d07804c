import { IsInt, IsObject, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import type { Given } from '../../domain/application.js';

/** Platforms may push with former credentials for as long as a console takes to change. */
const LONGEST_OVERLAP_HOURS = 30 * 24;

/** The fields of the three parts are the platform's own: its manifest names what is wrong with them. */
export class AddApplicationRequest {
  @IsString() @Length(1, 32) platform!: string;
  @IsString() @Length(1, 128) name!: string;
  @IsObject() credentials!: Record<string, unknown>;
  @IsOptional() @IsObject() settings?: Record<string, unknown>;
  @IsOptional() @IsObject() hosts?: Record<string, unknown>;
}

export class RotateApplicationRequest {
  /** All of them. */
  @IsObject() credentials!: Record<string, unknown>;
  /** Business time in which the former ones still prove pushes. */
  @IsOptional() @IsInt() @Min(0) @Max(LONGEST_OVERLAP_HOURS) overlapHours = 24;
}

/** What is left out keeps what it had; `null` takes a value back. */
export class SettleApplicationRequest {
  @IsOptional() @IsObject() settings?: Given;
  @IsOptional() @IsObject() hosts?: Given;
}
